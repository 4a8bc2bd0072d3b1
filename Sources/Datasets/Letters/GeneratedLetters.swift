import LinearAlgebra

/// Letters that look as if they were written by hand, drawn by a rule: 28 × 28 pixels, grey, in the
/// place of EMNIST's where these aren't there.
///
/// Each is one of the two forms of `LetterShapes`, its points moved a little, then slanted, turned,
/// stretched and shifted, and drawn with a pen of some width. The same seed gives the same pixels on
/// every system: there is nothing in it but sums, products, quotients and roots.
struct GeneratedLetters {
  /// The side of an image, in pixels.
  static let side = 28

  /// Draws letters, as many of each kind, in a random order.
  ///
  /// - Parameters:
  ///   - count: how many, a multiple of 26.
  ///   - seed: the same number gives the same letters.
  static func images(_ count: Int, seed: UInt64) -> LabelledImages {
    var generator = SeededGenerator(seed: seed)
    let labels = (0..<count).map { $0 % 26 }.shuffled(using: &generator)
    let forms = LetterShapes.forms.map { $0.map { PenPath($0) } }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    for label in labels {
      let form = forms[label][Int.random(in: 0..<2, using: &generator)]
      pixels += image(of: form, &generator)
    }
    return LabelledImages(
      pixels: pixels, labels: labels, height: side, width: side, channels: 1)
  }

  private static func image(
    of form: PenPath, _ generator: inout SeededGenerator
  ) -> [UInt8] {
    var random = generator
    defer { generator = random }
    /// A random number around 0, hardly ever beyond ±`spread`: the mean of three.
    func around(_ spread: Double) -> Double {
      let sum = (0..<3).reduce(0.0) { sum, _ in sum + Double.random(in: -1...1, using: &random) }
      return spread * sum / 2
    }
    let (wide, high) = (15 + around(4), 17 + around(3.5))
    let (slant, turn) = (around(0.4), around(0.22))
    let (right, down) = (14 + around(2), 14 + around(1.7))
    let width = 1.1 + abs(around(1.1))
    let lines = form.lines { point in
      let x = (point.x - 0.5 + around(0.085)) * wide
      let y = (point.y - 0.5 + around(0.085)) * high
      return PenPoint(x: right + x - (slant + turn) * y, y: down + y + turn * x)
    }
    return drawn(lines, width: width)
  }

  /// The pixels near a line, the lighter the nearer.
  private static func drawn(
    _ lines: [(from: PenPoint, to: PenPoint)], width: Double
  ) -> [UInt8] {
    var nearest = [Double](repeating: .infinity, count: side * side)
    let reach = width + 1
    for line in lines {
      let columns = pixels(line.from.x, line.to.x, reach)
      for row in pixels(line.from.y, line.to.y, reach) {
        for column in columns {
          let distance = squaredDistance(Double(column) + 0.5, Double(row) + 0.5, line)
          nearest[row * side + column] = min(nearest[row * side + column], distance)
        }
      }
    }
    return nearest.map { UInt8(255 * min(max(width - $0.squareRoot() + 0.5, 0), 1)) }
  }

  /// The pixels from one place to another, and a little beyond.
  private static func pixels(_ a: Double, _ b: Double, _ reach: Double) -> Range<Int> {
    let limits = 0.0...Double(side)
    let first = min(max(min(a, b) - reach, limits.lowerBound), limits.upperBound)
    let last = min(max(max(a, b) + reach, limits.lowerBound), limits.upperBound)
    return Int(first)..<Int(last.rounded(.up))
  }
}
