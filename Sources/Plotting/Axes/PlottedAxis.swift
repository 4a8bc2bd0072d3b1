/// An axis with its data: where each number is drawn.
struct PlottedAxis {
  let axis: Axis
  let domain: Domain
  let ticks: [Tick]
  /// The pixels of the domain's ends; on a vertical axis the lower end has the larger one.
  var start = 0.0
  var end = 1.0

  init(
    _ axis: Axis, showing extent: Extent, margin: Double, about count: Int,
    includingZero: Bool = false, nearZero: Double = 0.15, wholeNumbers: Bool = false
  ) {
    self.axis = axis
    let domain = Domain(
      of: axis, showing: extent, margin: margin, includingZero: includingZero, nearZero: nearZero)
    self.domain = domain
    ticks =
      axis.ticks.map { Ticks.at($0, on: domain, format: axis.format) }
      ?? Ticks.of(domain, about: count, format: axis.format, wholeNumbers: wholeNumbers)
  }

  /// The pixel of a number, none where the axis doesn't have it.
  func position(of value: Double) -> Double? {
    axis.shows(value) ? start + domain.share(of: value) * (end - start) : nil
  }

  /// Whether some of the data lie beyond the ends.
  func cuts(_ extent: Extent) -> Bool {
    !extent.isEmpty && !(domain.contains(extent.lower) && domain.contains(extent.upper))
  }
}
