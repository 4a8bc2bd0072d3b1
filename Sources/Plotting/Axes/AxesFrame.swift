/// What stands along one side of a plot.
enum Side {
  case numbers(PlottedAxis)
  /// Names at equal distances, the first at the left or at the top.
  case categories([String])

  var labels: [String] {
    switch self {
    case .numbers(let axis): axis.ticks.map(\.label)
    case .categories(let names): names
    }
  }

  /// How far along the side each label stands, 0 at its start.
  var shares: [Double] {
    switch self {
    case .numbers(let axis): axis.ticks.map { axis.domain.share(of: $0.value) }
    case .categories(let names): names.indices.map { (Double($0) + 0.5) / Double(names.count) }
    }
  }
}

/// Title, legend, axes and notes around a plot, and the place that is left for the data.
struct AxesFrame {
  var title = ""
  var horizontalCaption = ""
  var verticalCaption = ""
  var vertical: Side
  var markers: [Marker] = []
  var legend: [Legend.Entry] = []
  var notes: [String] = []
  /// What the data need to the right of the plot.
  var rightMargin = 0.0
  let width: Double
  let plotHeight: Double

  /// The plot, when it has been laid out.
  private(set) var plot = Frame(x: 0, y: 0, width: 1, height: 1)
  private(set) var horizontal = Side.categories([])

  init(vertical: Side, width: Double, plotHeight: Double) {
    self.vertical = vertical
    self.width = width
    self.plotHeight = plotHeight
  }

  /// Draws everything around the data, then the data.
  ///
  /// - Parameters:
  ///   - horizontal: the lower side with so many ticks.
  ///   - data: what draws the data, in the frame that has been laid out.
  mutating func draw(
    horizontal makeHorizontal: (_ count: Int) -> Side, data: (inout Canvas, AxesFrame) -> Void
  ) -> (markup: String, height: Double) {
    var canvas = Canvas()
    var top = canvas.title(title, width: width)
    let legend = Legend(legend, width: width - 2 * Typography.margin)
    legend.draw(on: &canvas, at: Point(x: Typography.margin, y: top))
    top += legend.height
    if legend.omitted > 0 { notes.append("\(legend.omitted) more have no room in the legend.") }

    layOut(makeHorizontal, top: top)
    let markerLabels = placeMarkerLabels()
    let rows = Double((markerLabels.map(\.row).max() ?? -1) + 1)
    plot.y += rows * 17
    setPositions()

    drawGrid(on: &canvas)
    drawLabels(on: &canvas)
    for label in markerLabels {
      let y = plot.y - 6 - Double(label.row) * 17
      canvas.text(
        label.text, at: Point(x: label.middle, y: y), size: Typography.tick, anchor: .middle)
    }
    data(&canvas, self)

    var bottom = plot.bottom + 8 + Typography.tick
    if !horizontalCaption.isEmpty { bottom += 7 + Typography.label }
    bottom = canvas.notes(notes, from: bottom + 8, width: width)
    return (canvas.markup, bottom + Typography.margin - 4)
  }

  // MARK: - Layout

  private mutating func layOut(_ makeHorizontal: (Int) -> Side, top: Double) {
    if case .categories(let names) = vertical {
      vertical = .categories(
        names.map { Text.truncated($0, size: Typography.tick, to: width * 0.4) })
    }
    let labelWidth = vertical.labels.map { Text.width($0, size: Typography.tick) }.max() ?? 0
    let captionWidth = verticalCaption.isEmpty ? 0 : Typography.label * 1.4
    plot = Frame(
      x: Typography.margin + captionWidth + labelWidth + 8, y: top + 8, width: 0, height: plotHeight
    )

    // As many ticks as have room, and half of the last label to the right of the plot.
    var count = max(2, Int((width - plot.x) / 55))
    while true {
      horizontal = makeHorizontal(count)
      let widths = horizontal.labels.map { Text.width($0, size: Typography.tick) }
      var isCategories = false
      if case .categories = horizontal { isCategories = true }
      let overhang = isCategories ? 0 : max(0, ((widths.last ?? 0) / 2) - 4)
      plot.width = max(60, width - plot.x - Typography.margin - max(overhang, rightMargin))
      let shares = horizontal.shares
      let isTooDense = shares.indices.dropFirst().contains {
        (shares[$0] - shares[$0 - 1]) * plot.width < (widths[$0] + widths[$0 - 1]) / 2 + 9
      }
      if isCategories || !isTooDense || count <= 2 { return }
      count -= 1
    }
  }

  private mutating func setPositions() {
    if case .numbers(var axis) = horizontal {
      (axis.start, axis.end) = (plot.x, plot.right)
      horizontal = .numbers(axis)
    }
    if case .numbers(var axis) = vertical {
      (axis.start, axis.end) = (plot.bottom, plot.y)
      vertical = .numbers(axis)
    }
  }

  /// The labels of vertical lines, in as many rows as keep them apart.
  private mutating func placeMarkerLabels() -> [(text: String, middle: Double, row: Int)] {
    guard case .numbers(var axis) = horizontal else { return [] }
    (axis.start, axis.end) = (plot.x, plot.right)
    var ends = [Double](repeating: -.infinity, count: 4)
    var result: [(text: String, middle: Double, row: Int)] = []
    let shown = markers.filter { $0.direction == .vertical && !$0.label.isEmpty }
      .filter { axis.axis.shows($0.value) && axis.domain.contains($0.value) }
      .sorted { $0.value < $1.value }
    for marker in shown {
      let text = Text.truncated(marker.label, size: Typography.tick, to: width / 2)
      let half = Text.width(text, size: Typography.tick) / 2
      let middle = min(
        width - Typography.margin - half,
        max(Typography.margin + half, axis.position(of: marker.value) ?? 0))
      guard let row = ends.firstIndex(where: { $0 + 10 < middle - half }) else { continue }
      ends[row] = middle + half
      result.append((text, middle, row))
    }
    if result.count < shown.count {
      notes.append("\(shown.count - result.count) more lines have no room for their labels.")
    }
    return result
  }

  // MARK: - Drawing

  private func drawGrid(on canvas: inout Canvas) {
    let n = Canvas.number
    func draw(_ side: Side, _ line: (Double) -> String) {
      guard case .numbers(let axis) = side else { return }
      func lines(_ values: [Double]) -> String {
        values.compactMap(axis.position).map(line).joined()
      }
      canvas.path(lines(Ticks.minor(axis.domain)), stroke: .grid, width: 0.5)
      canvas.path(lines(axis.ticks.map(\.value)), stroke: .grid)
    }
    draw(horizontal) { "M\(n($0)) \(n(plot.y))V\(n(plot.bottom))" }
    draw(vertical) { "M\(n(plot.x)) \(n($0))H\(n(plot.right))" }
    canvas.path(
      "M\(n(plot.x)) \(n(plot.y))V\(n(plot.bottom))H\(n(plot.right))", stroke: .axis, width: 1.2)
  }

  private func drawLabels(on canvas: inout Canvas) {
    for (label, share) in zip(vertical.labels, vertical.shares) {
      var y = plot.bottom - share * plot.height
      if case .categories = vertical { y = plot.y + share * plot.height }
      canvas.text(
        label, at: Point(x: plot.x - 7, y: y + 4.5), size: Typography.tick, anchor: .end)
    }
    for (label, share) in zip(horizontal.labels, horizontal.shares) {
      let x = plot.x + share * plot.width
      canvas.text(
        label, at: Point(x: x, y: plot.bottom + 6 + Typography.tick), size: Typography.tick,
        anchor: .middle)
      if case .numbers = horizontal {
        canvas.line(
          from: Point(x: x, y: plot.bottom), to: Point(x: x, y: plot.bottom + 4), ink: .axis)
      }
    }
    if !verticalCaption.isEmpty {
      // A long one reaches below the plot, where the corner is free.
      let caption = Text.truncated(
        verticalCaption, size: Typography.label, to: plot.height + Typography.tick * 2)
      let excess = max(0, Text.width(caption, size: Typography.label) - plot.height)
      let place = Point(
        x: Typography.margin + Typography.label * 0.8, y: plot.y + (plot.height + excess) / 2)
      canvas.text(caption, at: place, size: Typography.label, anchor: .middle, turned: -90)
    }
    if !horizontalCaption.isEmpty {
      let caption = Text.truncated(
        horizontalCaption, size: Typography.label, to: width - 2 * Typography.margin)
      let half = Text.width(caption, size: Typography.label) / 2
      let middle = min(
        max(plot.x + plot.width / 2, Typography.margin + half), width - Typography.margin - half)
      canvas.text(
        caption,
        at: Point(x: middle, y: plot.bottom + 13 + Typography.tick + Typography.label),
        size: Typography.label, anchor: .middle)
    }
  }

  /// Draws the lines across the plot.
  func drawMarkers(on canvas: inout Canvas) {
    for marker in markers {
      switch (marker.direction, horizontal, vertical) {
      case (.vertical, .numbers(let axis), _):
        guard axis.domain.contains(marker.value), let x = axis.position(of: marker.value) else {
          continue
        }
        canvas.line(
          from: Point(x: x, y: plot.y - 3), to: Point(x: x, y: plot.bottom), ink: .muted,
          width: 1.5, dash: .marker)
      case (.horizontal, _, .numbers(let axis)):
        guard axis.domain.contains(marker.value), let y = axis.position(of: marker.value) else {
          continue
        }
        canvas.line(
          from: Point(x: plot.x, y: y), to: Point(x: plot.right, y: y), ink: .muted,
          width: 1.5, dash: .marker)
      default: continue
      }
    }
  }
}
