import Foundation
import LinearAlgebra
import Plotting

/// Numbers with six significant digits, as figures show them.
///
/// The last bits of a sum or an exponential are not the same on every processor and system; figures
/// are compared byte by byte. What is nothing beside the largest of the numbers becomes 0.
func sixDigits(_ values: [Double]) -> [Double] {
  let largest = values.filter(\.isFinite).map(abs).max() ?? 0
  return values.map { value in
    guard value.isFinite else { return value }
    if abs(value) <= largest * 1e-14 { return 0 }
    // A billionth more: what lies exactly between two numbers goes to the same one everywhere.
    return Double(String(format: "%.5e", value * (1 + 1e-9))) ?? value
  }
}

/// A number with six significant digits.
func sixDigits(_ value: Double) -> Double { sixDigits([value])[0] }

extension Series {
  /// Numbers that were computed, with six digits.
  init(
    _ name: String, computed points: [(x: Double, y: Double)], look: Look = .line,
    style: Int? = nil
  ) {
    self.init(
      name, x: sixDigits(points.map(\.x)), y: sixDigits(points.map(\.y)), look: look, style: style)
  }

  /// A straight line. It has so many points that the chart draws no marks at its ends.
  init(
    _ name: String, from first: (x: Double, y: Double), to last: (x: Double, y: Double), style: Int
  ) {
    self.init(
      name,
      computed: Vector.linspace(0, 1, count: 41).elements.map {
        (first.x + (last.x - first.x) * $0, first.y + (last.y - first.y) * $0)
      }, style: style)
  }
}

/// So many numbers at equal ratios, between two powers of ten.
func powersOfTen(_ count: Int, from first: Double, to last: Double) -> [Double] {
  sixDigits(Vector.linspace(first, last, count: count).elements.map { pow(10, $0) })
}

/// A share in per cent, such as "93.4 %".
func percent(_ share: Double) -> String {
  String(format: "%.1f", sixDigits(share) * 100) + "\u{A0}%"
}
