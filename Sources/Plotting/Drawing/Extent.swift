extension Double {
  /// Whether a number can be drawn: finite, and so far from the largest that a span can be computed.
  var isDrawable: Bool { isFinite && abs(self) <= 1e300 }
}

/// The smallest and the largest of the drawable among some numbers.
struct Extent: Equatable {
  private(set) var lower = Double.infinity
  private(set) var upper = -Double.infinity

  init(_ values: some Sequence<Double> = []) {
    for value in values { add(value) }
  }

  var isEmpty: Bool { lower > upper }

  mutating func add(_ value: Double) {
    guard value.isDrawable else { return }
    lower = min(lower, value)
    upper = max(upper, value)
  }
}
