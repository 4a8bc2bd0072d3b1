/// A slope that was measured, with the estimated error of the measurement.
struct Slope {
  /// The slope, or at a kink the smaller of the two one-sided slopes.
  var lower: Double

  /// The slope, or at a kink the larger of the two one-sided slopes.
  var upper: Double

  /// What the values' own differences say about the error.
  var spread: Double

  /// What the rounding of the function's values may do to the slope.
  var roundOff: Double

  /// Whether the two one-sided slopes disagree.
  var isKink = false

  /// Whether the function has the very same value at all points of the stencil.
  var isFlat = false

  var error: Double { spread + roundOff }

  /// Whether taking a smaller step would not help.
  var isResolved: Bool {
    !isKink && spread <= max(1e-8 * max(lower.magnitude, upper.magnitude), roundOff)
  }

  /// The value that `claimed` is compared with: itself if it lies between the one-sided slopes.
  func nearest(to claimed: Double) -> Double {
    claimed.isNaN ? lower : min(max(claimed, lower), upper)
  }

  /// How far `claimed` may be off: 4 · error + 1e-6 · max(|yours|, |numeric|).
  func slack(for claimed: Double) -> Double {
    4 * error + 1e-6 * larger(claimed)
  }

  /// Whether `claimed` is the slope, as far as can be measured.
  func accepts(_ claimed: Double) -> Bool {
    isClose(claimed, nearest(to: claimed), limit: slack(for: claimed))
  }

  /// Whether not even a factor of 2 would be noticed, because the error is as large as the slope.
  func isUndecidable(for claimed: Double) -> Bool {
    if isFlat && claimed == 0 { return false }
    return slack(for: claimed) >= larger(claimed) / 2
  }

  /// The larger magnitude of the two slopes, which must not excuse a claim that is not finite.
  private func larger(_ claimed: Double) -> Double {
    let measured = nearest(to: claimed).magnitude
    return claimed.isFinite ? max(claimed.magnitude, measured) : measured
  }

  /// The slope per unit of an entry, when it was measured on the entry's scale.
  func divided(by scale: Double) -> Slope {
    var slope = self
    slope.lower /= scale
    slope.upper /= scale
    slope.spread /= scale
    slope.roundOff /= scale
    return slope
  }

  /// No slope, because the function is not smooth enough at this step.
  static let rough = Slope(lower: 0, upper: 0, spread: .infinity, roundOff: 0)

  /// No slope, because the function's values are not finite at this step.
  static let notFinite = Slope(lower: .nan, upper: .nan, spread: .infinity, roundOff: 0)

  var isFinite: Bool { !lower.isNaN }
}

/// Values of a function on a line, at ±h, ±h/2 and ±h/4 around a point.
struct Stencil {
  let step: Double
  let center: Double

  /// The values at h, h/2 and h/4.
  let after: [Double]

  /// The values at −h, −h/2 and −h/4.
  let before: [Double]

  /// What each value may be off by.
  let noise: Double

  /// The slope at the centre.
  ///
  /// Central differences D(h) fall towards the slope as h², so that (4 D(h/2) − D(h))/3 is free of
  /// the h² term, and the same step once more frees it of h⁴. Where they don't fall about fourfold, or the
  /// one-sided slopes disagree, the function is not smooth here, and the one-sided slopes decide.
  var slope: Slope {
    guard (after + before + [center]).allSatisfy(\.isFinite) else { return .notFinite }
    let (right, left) = (oneSided(after, 1), oneSided(before, -1))
    let doubt = right.spread + left.spread
    let roundOff = 30 * noise / step
    let jump = right.slope - left.slope
    guard jump.magnitude <= 4 * (doubt + 2 * roundOff) else {
      guard doubt <= 0.01 * jump.magnitude else { return .rough }
      return Slope(
        lower: min(left.slope, right.slope), upper: max(left.slope, right.slope), spread: doubt,
        roundOff: roundOff, isKink: true)
    }
    if let central { return central }
    let middle = (left.slope + right.slope) / 2
    return Slope(lower: middle, upper: middle, spread: doubt, roundOff: roundOff)
  }

  /// The slope from central differences; `nil` where they don't fall about fourfold.
  private var central: Slope? {
    let widths = [2 * step, step, step / 2]
    let differences = widths.indices.map { (after[$0] - before[$0]) / widths[$0] }
    let falls = (differences[1] - differences[0], differences[2] - differences[1])
    guard falls.1.magnitude <= max(falls.0.magnitude / 3, 6 * noise / step) else { return nil }
    let once = (
      (4 * differences[1] - differences[0]) / 3, (4 * differences[2] - differences[1]) / 3
    )
    let slope = once.1 + (once.1 - once.0) / 15
    return Slope(
      lower: slope, upper: slope, spread: (once.1 - once.0).magnitude / 15,
      roundOff: 7 * noise / step, isFlat: (after + before).allSatisfy { $0 == center })
  }

  /// The slope on one side, freed of the terms in h and h².
  private func oneSided(_ values: [Double], _ side: Double) -> (slope: Double, spread: Double) {
    let steps = [step, step / 2, step / 4].map { side * $0 }
    let differences = steps.indices.map { (values[$0] - center) / steps[$0] }
    let once = (2 * differences[1] - differences[0], 2 * differences[2] - differences[1])
    let slope = (4 * once.1 - once.0) / 3
    return (slope, (once.1 - once.0).magnitude / 3)
  }
}
