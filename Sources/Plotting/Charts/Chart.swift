/// What can be drawn, alone or in a `Figure`.
///
///     let chart = LineChart(
///       title: "Training", x: Axis("epoch"), y: Axis("loss"),
///       series: [Series("training", [2.3, 1.2, 0.7]), Series("validation", [2.2, 1.4, 1.1])])
///     let file = chart.svg()
///
/// The same data give the same bytes on every system. A drawing follows its reader's choice of light
/// or dark, is light in print, and has no names that two drawings on one page could share.
public protocol Chart: Sendable {
  var title: String { get }
  /// What the chart shows, for those who don't see it; what stands in its data is added.
  var summary: String { get }
  /// The width at which its text has the size of a page's.
  var naturalWidth: Double { get }
  /// Draws the chart as wide as that.
  func drawing(width: Double) -> Drawing
}

extension Chart {
  /// In pixels: a page's column of text.
  public var naturalWidth: Double { 520 }

  /// The chart as an SVG file.
  ///
  /// - Parameter width: in pixels, at least 240; its height follows. The drawing scales to wherever
  ///   it is put; text becomes the smaller the wider the drawing was.
  public func svg(width: Double? = nil) -> String {
    Document.svg(drawing(width: max(240, width ?? naturalWidth)), title: title)
  }
}

/// A chart that has been drawn.
public struct Drawing: Sendable {
  public let width, height: Double
  /// What it shows, in words.
  public let description: String
  let markup: String

  init(width: Double, height: Double, description: String, markup: String) {
    self.width = width.rounded(.up)
    self.height = height.rounded(.up)
    self.description = description
    self.markup = markup
  }
}
