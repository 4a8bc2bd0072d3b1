import Foundation

/// The numbers between the ends of an axis.
struct Domain: Equatable {
  let lower, upper: Double
  let scale: Axis.Scale

  init(lower: Double, upper: Double, scale: Axis.Scale = .linear) {
    self.lower = lower
    self.upper = upper
    self.scale = scale
  }

  /// The domain that an axis asks for, or else one that has all data and a margin.
  ///
  /// - Parameters:
  ///   - extent: the data's; an empty one gives 0 … 1, or 1 … 10.
  ///   - margin: as a part of the data's span, at both ends.
  ///   - includingZero: whether bars begin there.
  ///   - nearZero: an axis begins at zero if data do that are no farther than this part of their span.
  init(
    of axis: Axis, showing extent: Extent, margin: Double, includingZero: Bool = false,
    nearZero: Double = 0.15
  ) {
    if let range = axis.range, axis.shows(range.lowerBound), axis.shows(range.upperBound),
      Self.isWide(Extent([range.lowerBound, range.upperBound]))
    {
      self.init(lower: range.lowerBound, upper: range.upperBound, scale: axis.scale)
    } else if axis.scale == .logarithmic {
      self.init(logarithmic: extent, margin: margin)
    } else {
      var extent = extent
      if includingZero { extent.add(0) }
      self.init(
        linear: extent, margin: margin, nearZero: nearZero, isPercent: axis.format.isPercent)
    }
  }

  private init(linear extent: Extent, margin: Double, nearZero: Double, isPercent: Bool) {
    guard !extent.isEmpty else {
      self.init(lower: 0, upper: 1)
      return
    }
    let span = extent.upper - extent.lower
    // All the same, but for rounding: the line runs through the middle.
    guard Self.isWide(extent) else {
      let largest = max(abs(extent.lower), abs(extent.upper))
      let half = largest > 1e-290 ? largest * 0.1 : 1
      self.init(lower: extent.lower - half, upper: extent.upper + half)
      return
    }
    var (lower, upper) = (extent.lower - margin * span, extent.upper + margin * span)
    if margin > 0, extent.lower >= 0, extent.lower < nearZero * span { lower = 0 }
    if margin > 0, extent.upper <= 0, -extent.upper < nearZero * span { upper = 0 }
    if isPercent, extent.upper <= 1 { upper = min(upper, 1) }
    self.init(lower: lower, upper: upper)
  }

  /// Whether numbers differ by more than rounding.
  private static func isWide(_ extent: Extent) -> Bool {
    let span = extent.upper - extent.lower
    return span > max(abs(extent.lower), abs(extent.upper)) * 1e-12 && span > 1e-290
  }

  private init(logarithmic extent: Extent, margin: Double) {
    guard !extent.isEmpty, extent.lower > 0 else {
      self.init(lower: 1, upper: 10, scale: .logarithmic)
      return
    }
    let ratio = extent.upper / extent.lower
    let factor = ratio > 1 + 1e-9 ? pow(min(ratio, 1e300), margin) : 2
    self.init(
      lower: max(1e-300, extent.lower / factor), upper: min(1e300, extent.upper * factor),
      scale: .logarithmic)
  }

  /// Where a number lies between the ends: 0 at the lower, 1 at the upper one.
  func share(of value: Double) -> Double {
    switch scale {
    case .linear: return (value - lower) / (upper - lower)
    case .logarithmic:
      let start = log10(lower)
      return (log10(max(value, 1e-300)) - start) / (log10(upper) - start)
    }
  }

  func contains(_ value: Double) -> Bool {
    let tolerance = 1e-9
    return (-tolerance...1 + tolerance).contains(share(of: value))
  }
}
