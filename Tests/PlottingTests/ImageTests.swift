import CZlib
import Foundation
import Testing

@testable import Plotting

@Suite("Images are PNG files of a known make")
struct ImageTests {
  /// - Source: Python's struct module and `zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FIXED)` and `zlib.crc32`.
  @Test("A grey image of 2 × 1 pixels has the bytes that another writer gives it")
  func bytes() {
    let png = Image(width: 2, height: 1, gray: [0, 255]).png
    #expect(Data(png).base64EncodedString() == Self.expected)
  }

  private static let expected =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4AWNg+A8AAQIBAHbrvzEAAAAASUVORK5CYII="

  /// Unpacks the rows of a file that `PNG` has written.
  private func unpack(_ png: [UInt8], count: Int) throws -> [UInt8] {
    let length = png[33..<37].reduce(0) { $0 << 8 | Int($1) }
    let stream = Array(png[41..<41 + length])
    var rows = [UInt8](repeating: 0, count: count)
    var size = uLong(count)
    let status = uncompress(&rows, &size, stream, uLong(stream.count))
    try #require(status == Z_OK)
    #expect(size == uLong(count))
    return rows
  }

  @Test("zlib unpacks what was packed, whatever the lengths of its repetitions", arguments: [1, 3])
  func packed(channels: Int) throws {
    var bytes: [UInt8] = []
    for length in Array(1...300) + [515, 516, 517, 518, 519, 1_000] {
      let pixel = (0..<channels).map { UInt8(truncatingIfNeeded: length * 37 + $0 * 91) }
      for _ in 0..<length { bytes += pixel }
    }
    let pixels = bytes.count / channels
    let image =
      channels == 1
      ? Image(width: pixels, height: 1, gray: bytes) : Image(width: pixels, height: 1, rgb: bytes)
    #expect(try unpack(image.png, count: bytes.count + 1) == [0] + bytes)
    #expect(image.png.count < bytes.count / 20)
  }

  @Test("Noise is unpacked too")
  func noise() throws {
    let bytes = (0..<10_000).map { UInt8(Examples.noise($0) * 255) }
    let image = Image(width: 10_000, height: 1, gray: bytes)
    #expect(try unpack(image.png, count: 10_001) == [0] + bytes)
  }

  @Test("An enlarged pixel is a square of pixels")
  func enlarged() throws {
    let image = Image(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 6])
    let rows = try unpack(PNG.file(of: image, enlargement: 2), count: 26)
    #expect(rows == [0, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 2] + Array(repeating: 0, count: 12))
  }

  @Test("Numbers get the colours of their scale, and those that are none a colour of their own")
  func values() {
    let scale = ColorScale(.gray, over: 0...1)
    let image = Image(width: 3, height: 1, values: [0, 5, .nan], scale: scale)
    #expect(image.bytes == [0, 0, 0, 255, 255, 255, 255, 0x3F, 0xD0])
  }

  @Test("A diverging scale has zero in its middle")
  func diverging() {
    let scale = ColorScale(.diverging, covering: [-1, 0.5, .nan, .infinity])
    #expect(scale.range == -1...1)
    #expect(scale.color(of: 0) == ColorMap.diverging.color(at: 0.5))
    #expect(scale.color(of: .nan) == nil)
    #expect(ColorScale(covering: [Double]()).range == 0...1)
  }

  @Test("The darker a sequential colour, the higher the number, so that it is read in print")
  func sequential() {
    let luminances = (0...20).map {
      ColorMap.sequential.color(at: Double($0) / 20).luminance
    }
    #expect(zip(luminances, luminances.dropFirst()).allSatisfy { $0 > $1 })
  }
}
