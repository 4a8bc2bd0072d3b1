/// A straight line through a point, along one entry or across several.
struct Line {
  /// The entries that change along the line.
  let entries: [Int]

  /// How fast each of them changes.
  let weights: [Double]

  /// The line along one entry.
  static func along(_ entry: Int) -> Line { Line(entries: [entry], weights: [1]) }

  /// A line across the entries, with a random weight of either sign for each.
  ///
  /// Every entry changes, so that a wrong one shows wherever it is, and no two entries need change
  /// alike: a softmax, say, does not notice when all of them do. The line leaves the point about as
  /// fast as a line along one entry.
  static func random(
    over entries: [Int], using generator: inout some RandomNumberGenerator
  ) -> Line {
    let length = Double(max(1, entries.count)).squareRoot().binade
    let weights = entries.map { _ in
      // Eighths, so that the points lie exactly where the formulas say.
      let weight = Double(Int.random(in: 4...12, using: &generator)) / 8
      return (Bool.random(using: &generator) ? weight : -weight) / length
    }
    return Line(entries: entries, weights: weights)
  }

  /// The same line without the entries outside `range` (positions in `entries`).
  func restricted(to range: Range<Int>) -> Line {
    Line(entries: Array(entries[range]), weights: Array(weights[range]))
  }

  /// The point at a distance, in units of each entry's own scale.
  func point(at distance: Double, from origin: [Double]) -> [Double] {
    var point = origin
    for (entry, weight) in zip(entries, weights) {
      point[entry] += distance * weight * Line.scale(of: origin[entry])
    }
    return point
  }

  /// The slope along the line of a function with this gradient, on the scale of the line.
  func slope(ofGradient gradient: (Int) -> Double, at origin: [Double]) -> Double {
    zip(entries, weights).reduce(0) { sum, pair in
      sum + gradient(pair.0) * pair.1 * Line.scale(of: origin[pair.0])
    }
  }

  /// The power of two by which the steps of an entry are scaled: 1, or the entry's own magnitude.
  static func scale(of entry: Double) -> Double { max(1, entry.magnitude.binade) }
}
