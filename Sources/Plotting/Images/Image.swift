import Foundation

/// A small picture of grey or coloured pixels, row after row from the top.
public struct Image: Equatable, Sendable {
  public let width, height: Int
  /// One byte for each pixel of a grey image, three of a coloured one.
  let bytes: [UInt8]
  let channels: Int

  private init(width: Int, height: Int, channels: Int, bytes: [UInt8]) {
    precondition(
      width > 0 && height > 0 && bytes.count == width * height * channels,
      "\(width) × \(height) pixels of \(channels) bytes take \(width * height * channels) bytes, "
        + "not \(bytes.count)")
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  /// A grey image: 0 is black, 255 is white.
  public init(width: Int, height: Int, gray: [UInt8]) {
    self.init(width: width, height: height, channels: 1, bytes: gray)
  }

  /// A coloured image: red, green and blue of each pixel.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    self.init(width: width, height: height, channels: 3, bytes: rgb)
  }

  /// An image of numbers, such as a layer's weights, in the colours of a scale.
  ///
  /// Numbers that aren't finite are drawn in bright pink, which no scale has.
  public init(width: Int, height: Int, values: [Double], scale: ColorScale) {
    self.init(
      width: width, height: height,
      rgb: values.flatMap { value in
        let color = scale.color(of: value) ?? Color(0xFF3FD0)
        return [color.red, color.green, color.blue]
      })
  }

  /// The image as a PNG file.
  public var png: [UInt8] { PNG.file(of: self) }

  /// The image as an address that has its file in it.
  ///
  /// Some viewers blur what they enlarge, so the pixels are large already.
  var dataURI: String {
    let enlargement = min(8, max(1, 200 / max(width, height)))
    let file = PNG.file(of: self, enlargement: enlargement)
    return "data:image/png;base64," + Data(file).base64EncodedString()
  }
}
