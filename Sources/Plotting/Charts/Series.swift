/// Some numbers of one kind: a line, a cloud of points or one colour of bars.
public struct Series: Sendable {
  /// How the numbers are drawn.
  public enum Look: Sendable {
    case line
    /// Thin and pale, for what stands behind other lines, such as losses that aren't smoothed.
    case faint
    /// Marks without a line.
    case points
  }

  /// What the legend says; without a name it has no entry.
  public var name: String
  /// The horizontal coordinates, as many as `y`.
  public let x: [Double]
  /// The vertical coordinates; where one isn't finite, there is a gap.
  public let y: [Double]
  /// A line, a pale line or marks.
  public var look: Look
  /// The lower and the upper end of a band around the line, such as one standard deviation; empty for
  /// none.
  public private(set) var lower: [Double] = []
  /// The band's upper end, as many numbers as `lower`.
  public private(set) var upper: [Double] = []
  /// Which of the chart's colours, dashes and marks it has; by default its place among the series.
  public var style: Int?

  /// Points. Where a number isn't finite, the line has a gap.
  ///
  /// - Precondition: as many `x` as `y`.
  public init(
    _ name: String, x: [Double], y: [Double], look: Look = .line, style: Int? = nil
  ) {
    precondition(
      x.count == y.count,
      "series \"\(name)\" has \(x.count) horizontal and \(y.count) vertical coordinates")
    self.name = name
    self.x = x
    self.y = y
    self.look = look
    self.style = style
  }

  /// Numbers at equal distances, such as one loss for each epoch.
  ///
  ///     Series("loss", losses, from: 200, by: 200)  // after 200 steps, 400 steps …
  public init(
    _ name: String, _ y: [Double], from first: Double = 1, by step: Double = 1,
    look: Look = .line, style: Int? = nil
  ) {
    self.init(
      name, x: y.indices.map { first + Double($0) * step }, y: y, look: look, style: style)
  }

  /// The same series with a band around it.
  ///
  /// - Precondition: as many ends of each kind as the series has points.
  public func withBand(lower: [Double], upper: [Double]) -> Series {
    precondition(
      lower.count == y.count && upper.count == y.count,
      "series \"\(name)\" has \(y.count) points, its band \(lower.count) lower and \(upper.count) "
        + "upper ends")
    var result = self
    (result.lower, result.upper) = (lower, upper)
    return result
  }
}
