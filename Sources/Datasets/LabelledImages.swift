import Foundation
import LinearAlgebra

/// Images, each with the number of its class.
public struct LabelledImages: Sendable {
  /// Image by image, row by row, from 0 to 255: a byte for each number, an eighth of what it takes in a
  /// matrix. The channels of a pixel stand side by side.
  public let pixels: [UInt8]
  /// n integers from 0.
  public let labels: [Int]
  /// The height of an image, in pixels.
  public let height: Int
  /// The width of an image, in pixels.
  public let width: Int
  /// The numbers of a pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int

  /// The number of images.
  public var count: Int { labels.count }

  /// How many numbers an image has.
  public var size: Int { height * width * channels }

  /// n × (height · width · channels): an image a row, its pixels as in `pixels`.
  ///
  /// - Complexity: O(n · size), each time.
  public var images: Matrix {
    Matrix(rows: count, columns: size, elements: pixels.map(Double.init))
  }

  /// The same with pixels from 0 to 1.
  public var scaledImages: Matrix {
    Matrix(rows: count, columns: size, elements: pixels.map { Double($0) / 255 })
  }

  /// The images in a range.
  public subscript(range: Range<Int>) -> LabelledImages {
    LabelledImages(
      pixels: Array(pixels[range.lowerBound * size..<range.upperBound * size]),
      labels: Array(labels[range]), height: height, width: width, channels: channels)
  }

  /// The images at these places, in their order.
  public subscript(places: [Int]) -> LabelledImages {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(places.count * size)
    for place in places { chosen += pixels[place * size..<(place + 1) * size] }
    return LabelledImages(
      pixels: chosen, labels: places.map { labels[$0] }, height: height, width: width,
      channels: channels)
  }

  /// For callers who know that the numbers fit together.
  ///
  /// - Parameter pixels: those of all images, one after another.
  init(pixels: [UInt8], labels: [Int], height: Int, width: Int, channels: Int) {
    (self.pixels, self.labels) = (pixels, labels)
    (self.height, self.width, self.channels) = (height, width, channels)
  }

  /// Reads a file of images and a file of labels in the IDX format, plain or compressed by gzip.
  ///
  /// - Throws: `DatasetError` when a file is missing, damaged or of another kind, or when there are
  ///   more images than labels or fewer.
  public init(images imagePath: String, labels labelPath: String) throws {
    let images = try IDXFile(path: imagePath)
    let labels = try IDXFile(path: labelPath)
    try self.init(
      pixels: images.elements, shape: images.dimensions, named: imagePath,
      labels: labels.elements.map(Int.init), shape: labels.dimensions, named: labelPath)
  }

  /// Reads two arrays of a NumPy archive (`.npz`): images of any type, from 0 to 255 or from 0 to 1,
  /// n × height × width, or n × height × width × 3 in colours (× 1 is grey too), and labels as whole
  /// numbers, n or n × 1.
  ///
  ///     try LabelledImages(archive: "mnist.npz", images: "x_train", labels: "y_train")
  ///
  /// - Throws: `DatasetError` when the archive or an array is missing, damaged or of another kind, or
  ///   when there are more images than labels or fewer.
  public init(archive path: String, images imageName: String, labels labelName: String) throws {
    let archive = try ZipFile(path: path)
    func array(_ name: String) throws -> NumPyArray {
      try NumPyArray(archive.contents(of: name + ".npy"), file: "\(name) in \(path)")
    }
    let (images, labels) = (try array(imageName), try array(labelName))
    let isColumn = labels.shape.count == 2 && labels.shape[1] == 1
    // Their shapes first: a file of labels in the place of images is no question of types.
    let (imagePlace, labelPlace) = ("\(imageName) in \(path)", "\(labelName) in \(path)")
    try Self.check(
      images.shape, named: imagePlace, isColumn ? [labels.shape[0]] : labels.shape,
      named: labelPlace)
    try self.init(
      pixels: images.pixels(), shape: images.shape, named: imagePlace,
      labels: labels.integers(), shape: isColumn ? [labels.shape[0]] : labels.shape,
      named: labelPlace)
  }

  private init(
    pixels: [UInt8], shape: [Int], named imageName: String, labels: [Int], shape labelShape: [Int],
    named labelName: String
  ) throws {
    try Self.check(shape, named: imageName, labelShape, named: labelName)
    if let place = labels.firstIndex(where: { $0 < 0 }) {
      throw DatasetError(
        "\(labelName) has the label \(labels[place]) at \(place); labels count from 0")
    }
    self.init(
      pixels: pixels, labels: labels, height: shape[1], width: shape[2],
      channels: shape.count == 4 ? shape[3] : 1)
  }

  /// Whether these are the shapes of images and of their labels.
  static func check(
    _ images: [Int], named imageName: String, _ labels: [Int], named labelName: String
  ) throws {
    let areImages = images.count == 3 || images.count == 4 && [1, 3].contains(images[3])
    if images.count == 1, labels.count >= 3 {
      throw DatasetError(
        "\(imageName) holds labels (\(shapeText(images))) and \(labelName) holds images "
          + "(\(shapeText(labels))): they have changed places")
    }
    guard areImages else {
      throw DatasetError(
        "\(imageName) has the shape \(shapeText(images)); images have number × height × width"
          + (images.count == 1 ? ": these are labels" : ""))
    }
    guard labels.count == 1 else {
      throw DatasetError(
        "\(labelName) has the shape \(shapeText(labels)); labels have one dimension"
          + (labels.count >= 3 ? ": these are images" : ""))
    }
    guard images[0] == labels[0] else {
      throw DatasetError(
        "\(imageName) has \(images[0]) images, but \(labelName) has \(labels[0]) labels")
    }
  }
}
