import CZlib
import LinearAlgebra

/// What images look like, so that data can be named as what it is.
extension LabelledImages {
  /// A number that tells images with their labels from all others, in whatever order they stand.
  ///
  /// It shows that something is another data set, or was damaged; nobody's malice.
  var fingerprint: UInt64 {
    labels.enumerated().reduce(0) { sum, item in
      let record =
        [UInt8(truncatingIfNeeded: item.element)]
        + pixels[item.offset * size..<(item.offset + 1) * size]
      let checksums =
        UInt64(crc32_z(0, record, record.count)) << 32
        | UInt64(adler32_z(1, record, record.count))
      // Scattered, lest sums of two pairs be equal because their differences are.
      let product = checksums &* 0x9E37_79B9_7F4A_7C15
      return sum &+ (product ^ product >> 29)
    }
  }

  /// The numbers of their pixels on average.
  var mean: Double {
    Double(pixels.reduce(0) { $0 + Int($1) }) / Double(max(1, pixels.count))
  }

  /// Whether the images of a class are wider than high, of all that are light: digits called 1 are if
  /// rows and columns have changed places. nil where there are too few to tell.
  func areWide(ofClass label: Int) -> Bool? {
    let rows = labels.indices.filter { labels[$0] == label }.prefix(500)
    guard rows.count >= 10, channels == 1 else { return nil }
    var (high, wide) = (0.0, 0.0)
    for row in rows {
      var (weight, x, y, xx, yy) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for place in 0..<size {
        let pixel = Double(pixels[row * size + place])
        let (i, j) = (Double(place / width), Double(place % width))
        weight += pixel
        (y, yy) = (y + pixel * i, yy + pixel * i * i)
        (x, xx) = (x + pixel * j, xx + pixel * j * j)
      }
      guard weight > 0 else { continue }
      high += yy / weight - y / weight * (y / weight)
      wide += xx / weight - x / weight * (x / weight)
    }
    return wide > high
  }

  /// The same images with rows and columns changed: EMNIST's files have them so.
  public var transposed: LabelledImages {
    var turned = [UInt8](repeating: 0, count: pixels.count)
    for (place, pixel) in pixels.enumerated() {
      let (image, inside) = (place / size, place % size)
      let (pixelPlace, channel) = (inside / channels, inside % channels)
      let target = pixelPlace % width * height + pixelPlace / width
      turned[image * size + target * channels + channel] = pixel
    }
    return LabelledImages(
      pixels: turned, labels: labels, height: width, width: height, channels: channels)
  }
}
