/// An axis of a chart: what it counts, and how.
public struct Axis: Sendable {
  /// How numbers become places on the axis.
  public enum Scale: Sendable {
    case linear
    /// Equal steps are equal ratios. Numbers that aren't positive leave a gap.
    case logarithmic
  }

  /// What is counted, such as "training loss".
  public var label: String
  /// In what it is counted, such as "s"; it follows the label in parentheses.
  public var unit: String
  /// Linear or logarithmic.
  public var scale: Scale
  /// The ends of the axis; by default those of the data, and a little more.
  public var range: ClosedRange<Double>?
  /// Where its marks are, for an axis with few values of its own; round numbers when nil.
  public var ticks: [Double]?
  /// How the numbers at its marks are written.
  public var format: NumberFormat

  /// Creates an axis; without a label nothing stands beside it.
  public init(
    _ label: String = "", unit: String = "", scale: Scale = .linear,
    range: ClosedRange<Double>? = nil, ticks: [Double]? = nil, format: NumberFormat = .automatic
  ) {
    self.label = label
    self.unit = unit
    self.scale = scale
    self.range = range
    self.ticks = ticks
    self.format = format
  }

  /// Label and unit as they stand beside the axis.
  var caption: String { unit.isEmpty ? label : label.isEmpty ? unit : "\(label) (\(unit))" }

  /// Whether a number has a place on the axis.
  func shows(_ value: Double) -> Bool {
    value.isDrawable && (scale == .linear || value >= 1e-300)
  }
}

/// How numbers are written.
public enum NumberFormat: Equatable, Sendable {
  /// As few digits as tell them apart, powers of ten where those are shorter.
  case automatic
  /// With so many digits after the point.
  case decimals(Int)
  /// As parts of a hundred, with so many digits after the point: 0.973 is "97.3 %".
  case percent(Int)

  /// A number that stands alone, such as the one in a cell.
  func text(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    switch self {
    case .automatic:
      let isWhole = value == value.rounded() && abs(value) < 1e7
      return isWhole
        ? RoundNumber(Int(value)).plain
        : RoundNumber(rounding: value, significant: significant).text
    case .decimals(let count), .percent(let count):
      let decimals = min(max(count, 0), 9)
      let suffix = isPercent ? "\u{A0}%" : ""
      let scaled = (value * RoundNumber.power(decimals + (isPercent ? 2 : 0))).rounded()
      guard abs(scaled) < 1e15 else {
        return RoundNumber(rounding: value * (isPercent ? 100 : 1)).text + suffix
      }
      return RoundNumber(Int(scaled), exponent: -decimals).plain + suffix
    }
  }

  var isPercent: Bool {
    if case .percent = self { true } else { false }
  }
}
