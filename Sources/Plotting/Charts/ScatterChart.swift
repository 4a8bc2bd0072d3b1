/// Points in two dimensions, such as ‖W‖² against λ.
///
/// Series are drawn as marks, whatever their `look`, unless it is `.faint`: that is a thin line, such
/// as a fit.
public struct ScatterChart: Chart {
  /// The heading; empty for none.
  public var title: String
  /// What the chart shows, for those who don't see it.
  public var summary: String
  public var x, y: Axis
  /// The clouds, of which the first are drawn below the others.
  public var series: [Series]
  /// Lines across the chart.
  public var markers: [Marker]
  /// The plot's height as a part of the chart's width.
  public var aspect = 0.62

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
    var points = series
    for index in points.indices where points[index].look == .line { points[index].look = .points }
    return PointsPlot(
      kind: "Scatter chart", title: title, summary: summary, x: x, y: y, series: points,
      markers: markers, aspect: aspect, horizontalMargin: 0.04
    ).drawing(width: width)
  }
}
