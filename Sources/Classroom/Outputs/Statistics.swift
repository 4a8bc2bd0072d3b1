import Foundation

/// What a class's numbers come to.
enum Statistics {
  /// The arithmetic mean; nil of nothing.
  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The value below which a part of all values lies, between two values on the straight line.
  ///
  /// With the values in order and counted from 0, it stands at the place part · (n − 1). This is what
  /// spreadsheets call QUARTILE.INC, and type 7 in R. Nil of nothing.
  static func quantile(_ part: Double, of values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let place = part * Double(sorted.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// How well passing one test goes with all the rest: the point-biserial correlation.
  ///
  ///     r = (mean of those who passed − mean of those who didn't) / s · √(p (1 − p))
  ///
  /// Here s is the standard deviation of all (divided by n), and p the share that passed.
  ///
  /// - Parameter rest: the points of each student without those of the test itself. With them, every
  ///   test would seem to agree with the total a little, because it is a part of it.
  /// - Returns: from −1 to 1; nil where all passed, none did, or all have the same points.
  static func discrimination(passed: [Bool], rest: [Double]) -> Double? {
    let count = Double(passed.count)
    guard passed.count == rest.count, let mean = mean(rest) else { return nil }
    let pairs = zip(passed, rest)
    guard let high = self.mean(pairs.filter { $0.0 }.map { $0.1 }),
      let low = self.mean(pairs.filter { !$0.0 }.map { $0.1 })
    else { return nil }
    let deviation = (rest.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / count).squareRoot()
    guard deviation > 0 else { return nil }
    let share = Double(passed.count { $0 }) / count
    return (high - low) / deviation * (share * (1 - share)).squareRoot()
  }

  /// How many values lie in each of a number of equal parts from 0 to 100; 100 is in the last.
  static func histogram(_ percentages: [Double], parts: Int) -> [Int] {
    var counts = Array(repeating: 0, count: parts)
    for value in percentages where value.isFinite {
      let part = Int((value * Double(parts) / 100).rounded(.down))
      counts[min(max(part, 0), parts - 1)] += 1
    }
    return counts
  }
}
