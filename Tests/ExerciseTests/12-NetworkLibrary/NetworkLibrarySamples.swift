import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Labelled samples: ten of three numbers, all different, with labels that don't follow their order.
struct Samples {
  var inputs = Matrix(rows: 10, columns: 3) { n, k in
    [0.5, -1, 1.5][k] * Double((7 * n + 3 * k) % 10 - 4) + 0.125 * Double(n)
  }
  var labels = [2, 0, 1, 1, 0, 2, 2, 1, 0, 1]

  /// Which samples the rows are; −1 for a row that is none.
  func indices(of rows: Matrix) -> [Int] {
    (0..<rows.rows).map { n in (0..<10).first { inputs.row($0) == rows.row(n) } ?? -1 }
  }

  /// Pictures of 8 × 8 pixels of the digits of a pocket calculator, half of them shifted by a pixel,
  /// with noise.
  static func digits(_ count: Int, _ generator: inout SeededGenerator) -> Samples {
    let labels = (0..<count).map { _ in Int(generator.next() % 10) }
    let images = labels.map { label in
      let right = Int(generator.next() % 2)
      var pixels = generator.vector(64, deviation: 0.2)
      for (row, column) in Self.pixels(of: label) { pixels[8 * row + column + right] += 1 }
      return pixels
    }
    return Samples(inputs: Matrix(rows: images), labels: labels)
  }

  /// The segments: top, upper left, upper right, middle, lower left, lower right, bottom.
  private static let segments = [
    "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
    "1111111", "1111011",
  ]

  private static func pixels(of digit: Int) -> [(Int, Int)] {
    let places: [[(Int, Int)]] = [
      [(1, 3), (1, 4)], [(2, 2), (3, 2)], [(2, 5), (3, 5)], [(4, 3), (4, 4)],
      [(5, 2), (4, 2)], [(5, 5), (4, 5)], [(6, 3), (6, 4)],
    ]
    return zip(segments[digit], places).flatMap { $0 == "1" ? $1 : [] }
  }
}
