/// Several charts in a grid under one title.
public struct Figure: Chart {
  /// The heading of all charts together; empty for none.
  public var title: String
  /// What the charts show together, for those who don't see them.
  public var summary: String
  /// Row after row, from the left.
  public var charts: [any Chart]
  /// How many charts stand beside each other, 1 or more.
  public var columns: Int

  /// - Parameters:
  ///   - charts: row after row.
  ///   - columns: how many there are in a row.
  public init(title: String = "", columns: Int = 2, charts: [any Chart], summary: String = "") {
    self.title = title
    self.columns = max(1, columns)
    self.charts = charts
    self.summary = summary
  }

  private static let gap = 12.0

  /// In pixels: that of its widest chart, or of charts beside each other, each of 440 at most.
  public var naturalWidth: Double {
    let columns = min(columns, max(1, charts.count))
    let widest = charts.map(\.naturalWidth).max() ?? 520
    return columns == 1
      ? widest : Double(columns) * min(widest, 440) + Self.gap * Double(columns - 1)
  }

  /// Draws the charts in rows, with gaps between them; each is 200 pixels wide at least.
  public func drawing(width: Double) -> Drawing {
    var canvas = Canvas()
    var y = canvas.title(title, width: width, size: Typography.title * 1.15)
    if title.isEmpty { y = 0 }
    let columns = min(columns, max(1, charts.count))
    let chartWidth = max(200, (width - Self.gap * Double(columns - 1)) / Double(columns))
    let drawings = charts.map { $0.drawing(width: chartWidth) }
    if charts.isEmpty {
      canvas.text(
        "no charts", at: Point(x: width / 2, y: y + 40), size: Typography.title, ink: .muted,
        anchor: .middle)
      y += 70
    }
    for start in stride(from: 0, to: charts.count, by: columns) {
      let row = drawings[start..<min(start + columns, drawings.count)]
      for (column, drawing) in row.enumerated() {
        canvas.place(
          drawing.markup, at: Point(x: Double(column) * (chartWidth + Self.gap), y: y))
      }
      y += (row.map(\.height).max() ?? 0) + Self.gap
    }
    let parts = zip(charts, drawings).map { chart, drawing in
      chart.title.isEmpty ? drawing.description : "\(chart.title): \(drawing.description)"
    }
    return Drawing(
      width: width, height: y,
      description: ((summary.isEmpty ? [] : [summary]) + parts).joined(separator: " "),
      markup: canvas.markup)
  }

  /// The charts as parts of a page, which puts as many in a row as it has room for: on a telephone
  /// each has all of the width.
  public func html() -> String {
    let name = title.isEmpty ? "" : "<figcaption>\(Text.escaped(title))</figcaption>\n"
    let parts = charts.map { chart in
      (chart as? Figure)?.html()
        ?? chart.svg().replacing(
          "<svg xmlns", with: "<svg style=\"width:100%;max-width:620px;height:auto\" xmlns",
          maxReplacements: 1)
    }
    return """
      <figure style="margin:0">
      \(name)<div style="display:grid;gap:\(Canvas.number(Self.gap))px;\
      grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr))">
      \(parts.joined())</div>
      </figure>

      """
  }
}
