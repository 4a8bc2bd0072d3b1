import Foundation
import Testing

@testable import Plotting

@Suite("Images are PNG files of a known make")
struct ImageTests {
  /// - Source: Python's zlib and struct modules, `zlib.compress(…, 0)` and `zlib.crc32`.
  @Test("A grey image of 2 × 1 pixels has the bytes that another writer gives it")
  func bytes() {
    let png = Image(width: 2, height: 1, grey: [0, 255]).png
    #expect(Data(png).base64EncodedString() == Self.expected)
  }

  private static let expected =
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAADklEQVR4AQEDAPz/AAD/AQIBALcBLvcAAAAASUVORK5CYII="

  @Test("More than 65,535 bytes take several blocks")
  func blocks() {
    let image = Image(width: 300, height: 300, grey: Array(repeating: 7, count: 90_000))
    // 300 bytes for the kinds of the rows, two blocks of 5 bytes, 6 around the stream, 57 around it all.
    #expect(image.png.count == 90_000 + 300 + 2 * 5 + 6 + 57)
  }

  @Test("Numbers get the colours of their scale, and those that are none a colour of their own")
  func values() {
    let scale = ColourScale(.grey, over: 0...1)
    let image = Image(width: 3, height: 1, values: [0, 5, .nan], scale: scale)
    #expect(image.bytes == [0, 0, 0, 255, 255, 255, 255, 0x3F, 0xD0])
  }

  @Test("A diverging scale has zero in its middle")
  func diverging() {
    let scale = ColourScale(.diverging, covering: [-1, 0.5, .nan, .infinity])
    #expect(scale.range == -1...1)
    #expect(scale.colour(of: 0) == ColourMap.diverging.colour(at: 0.5))
    #expect(scale.colour(of: .nan) == nil)
    #expect(ColourScale(covering: [Double]()).range == 0...1)
  }

  @Test("The darker a sequential colour, the higher the number, so that it is read in print")
  func sequential() {
    let luminances = (0...20).map {
      ColourMap.sequential.colour(at: Double($0) / 20).luminance
    }
    #expect(zip(luminances, luminances.dropFirst()).allSatisfy { $0 > $1 })
  }
}
