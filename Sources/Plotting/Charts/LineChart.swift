/// Curves over a common axis, such as losses by epoch.
public struct LineChart: Chart {
  /// The heading; empty for none.
  public var title: String
  /// What the chart shows, for those who don't see it.
  public var summary: String
  public var x, y: Axis
  /// The lines, of which the first are drawn below the others.
  public var series: [Series]
  /// Lines across the chart, such as the epoch of early stopping.
  public var markers: [Marker]
  /// The plot's height as a part of the chart's width.
  public var aspect = 0.56

  /// Creates a chart; an axis without a range fits its data.
  public init(
    title: String = "", x: Axis = Axis(), y: Axis = Axis(), series: [Series],
    markers: [Marker] = [], summary: String = ""
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.markers = markers
    self.summary = summary
  }

  /// Draws the chart `width` pixels wide; its height follows from `aspect`.
  public func drawing(width: Double) -> Drawing {
    PointsPlot(
      kind: "Line chart", title: title, summary: summary, x: x, y: y, series: series,
      markers: markers, aspect: aspect, horizontalMargin: 0.02
    ).drawing(width: width)
  }
}
