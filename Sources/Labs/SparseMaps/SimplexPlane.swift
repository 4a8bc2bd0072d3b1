import Foundation
import LinearAlgebra

/// The plane of all logits of three classes that add up to 1, with the simplex in its middle, as an
/// image.
enum SimplexPlane {
  static let width = 132
  static let height = 120

  /// The logits at the middle of a pixel.
  ///
  /// The corners of the simplex: class 3 at the top, class 1 at the left, class 2 at the right.
  static func point(row: Int, column: Int) -> Vector {
    let (x, y) = position(row, column)
    let third = y / (3.0.squareRoot() / 2)
    let second = x - third / 2
    return [1 - second - third, second, third]
  }

  /// Whether a pixel lies on the edge of the simplex.
  static func isEdge(row: Int, column: Int) -> Bool {
    let point = point(row: row, column: column)
    return point.elements.allSatisfy { $0 > -0.012 } && point.elements.contains { abs($0) < 0.012 }
  }

  /// Across and up, where the simplex has edges of length 1 and its left corner at (0, 0).
  private static func position(_ row: Int, _ column: Int) -> (x: Double, y: Double) {
    let scale = 2.2 / Double(width)
    let x = (Double(column) + 0.5) * scale - 0.6
    let y = (Double(height - row) - 0.5) * scale - 0.71
    return (x, y)
  }
}

/// A number to the power of another.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
