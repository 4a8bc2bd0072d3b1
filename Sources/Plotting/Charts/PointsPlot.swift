/// What line and scatter charts have in common: series of points between two axes of numbers.
struct PointsPlot {
  let kind, title, summary: String
  let x, y: Axis
  let series: [Series]
  let markers: [Marker]
  let aspect, horizontalMargin: Double

  /// Lines of so few points have a mark at each.
  private static let marksLimit = 32

  func drawing(width: Double) -> Drawing {
    let words = SeriesInWords(x: x, y: y)
    let plotHeight = width * min(max(aspect, 0.1), 4)
    let extents = extents(words)
    let wholeNumbers = areWhole(series.flatMap(\.x))
    let vertical = PlottedAxis(
      y, showing: extents.y, margin: 0.05, about: max(3, Int(plotHeight / 38)),
      wholeNumbers: areWhole(series.flatMap(\.y)))

    var frame = AxesFrame(vertical: .numbers(vertical), width: width, plotHeight: plotHeight)
    frame.title = title
    frame.horizontalCaption = x.caption
    frame.verticalCaption = y.caption
    frame.markers = markers
    frame.legend = legend
    frame.notes = words.notes(series)
    let (markup, height) = frame.draw(
      horizontal: { count in
        .numbers(
          PlottedAxis(
            x, showing: extents.x, margin: horizontalMargin, about: count, nearZero: 0.02,
            wholeNumbers: wholeNumbers))
      },
      data: { canvas, frame in draw(extents, on: &canvas, in: frame) })
    return Drawing(
      width: width, height: height,
      description: words.description(
        kind: kind, summary: summary, series: series, markers: markers),
      markup: markup)
  }

  private func areWhole(_ values: [Double]) -> Bool {
    values.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
  }

  /// What the axes have to show: all points, bands and lines.
  private func extents(_ words: SeriesInWords) -> (x: Extent, y: Extent) {
    var (xExtent, yExtent) = (Extent(), Extent())
    for series in series {
      for index in series.y.indices where words.isShown(series, index) {
        xExtent.add(series.x[index])
        yExtent.add(series.y[index])
      }
      for value in series.lower + series.upper where y.shows(value) { yExtent.add(value) }
    }
    for marker in markers {
      if marker.direction == .vertical, x.shows(marker.value) { xExtent.add(marker.value) }
      if marker.direction == .horizontal, y.shows(marker.value) { yExtent.add(marker.value) }
    }
    return (xExtent, yExtent)
  }

  private var legend: [Legend.Entry] {
    var entries: [Legend.Entry] = []
    for (index, series) in series.enumerated() where !series.name.isEmpty {
      let style = abs(series.style ?? index)
      let sample: Legend.Entry.Sample =
        switch series.look {
        case .line:
          .line(
            .series(style), isDashed(series) ? Dash(series: style) : nil,
            hasMarks(series) ? PointShape(series: style) : nil, width: isCrowded ? 1.2 : 2)
        case .faint: .line(.series(style), nil, nil, width: 0.8)
        case .points: .points(.series(style), PointShape(series: style))
        }
      entries.append(Legend.Entry(label: series.name, sample: sample))
    }
    for marker in markers where marker.direction == .horizontal && !marker.label.isEmpty {
      entries.append(
        Legend.Entry(label: marker.label, sample: .line(.muted, .marker, nil, width: 1.5)))
    }
    return entries
  }

  private func hasMarks(_ series: Series) -> Bool {
    series.y.count <= Self.marksLimit && !isCrowded
  }

  /// Of so many lines marks would only cover each other.
  private var isCrowded: Bool { series.count > 12 }

  /// A line that turns at every pixel can't be seen as dashed.
  private func isDashed(_ series: Series) -> Bool {
    guard series.y.count > 400 else { return true }
    let values = series.y.filter(y.shows)
    let way = zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
    return way <= 8 * ((values.max() ?? 0) - (values.min() ?? 0))
  }

  private func draw(_ extents: (x: Extent, y: Extent), on canvas: inout Canvas, in frame: AxesFrame)
  {
    guard case .numbers(let horizontal) = frame.horizontal,
      case .numbers(let vertical) = frame.vertical
    else { return }
    func drawAll(_ canvas: inout Canvas) {
      for (index, series) in series.enumerated() {
        drawBand(series, style: abs(series.style ?? index), on: &canvas, horizontal, vertical)
      }
      frame.drawMarkers(on: &canvas)
      for (index, series) in series.enumerated() {
        draw(series, style: abs(series.style ?? index), on: &canvas, horizontal, vertical)
      }
    }
    if horizontal.cuts(extents.x) || vertical.cuts(extents.y) {
      canvas.clipped(to: frame.plot, drawAll)
    } else {
      drawAll(&canvas)
    }
    if extents.x.isEmpty || extents.y.isEmpty {
      canvas.text(
        "no data",
        at: Point(
          x: frame.plot.x + frame.plot.width / 2, y: frame.plot.y + frame.plot.height / 2),
        size: Typography.title, ink: .muted, anchor: .middle)
    }
  }

  private func draw(
    _ series: Series, style: Int, on canvas: inout Canvas, _ horizontal: PlottedAxis,
    _ vertical: PlottedAxis
  ) {
    let points = series.y.indices.map { index -> Point? in
      guard let x = horizontal.position(of: series.x[index]),
        let y = vertical.position(of: series.y[index])
      else { return nil }
      return Point(x: x, y: y)
    }
    let (ink, shape) = (Ink.series(style), PointShape(series: style))
    if series.look == .points {
      let places = Thinning.cloud(points.compactMap { $0 })
      let radius = places.count > 1_000 ? 1.8 : places.count > 200 ? 2.6 : 3.6
      canvas.marks(
        places, shape: shape, ink: ink, radius: radius, opacity: places.count > 200 ? 0.65 : 1)
      return
    }
    let isFaint = series.look == .faint
    let pieces = Thinning.line(points)
    let data = pieces.filter { $0.count > 1 }.map(Self.path).joined()
    canvas.path(
      data, stroke: ink, width: isFaint ? 1 : isCrowded ? 1.2 : isDashed(series) ? 2 : 1.4,
      dash: isFaint || !isDashed(series) ? nil : Dash(series: style), opacity: isFaint ? 0.28 : 1,
      round: !isDashed(series))
    if hasMarks(series), !isFaint {
      canvas.marks(points.compactMap { $0 }, shape: shape, ink: ink)
    } else {
      // A point between two gaps would not be seen in a line.
      canvas.marks(
        Thinning.cloud(pieces.filter { $0.count == 1 }.flatMap { $0 }), shape: shape, ink: ink,
        radius: 2)
    }
  }

  private func drawBand(
    _ series: Series, style: Int, on canvas: inout Canvas, _ horizontal: PlottedAxis,
    _ vertical: PlottedAxis
  ) {
    guard !series.lower.isEmpty else { return }
    let pairs = series.y.indices.map { index -> (lower: Point, upper: Point)? in
      guard let x = horizontal.position(of: series.x[index]),
        let lower = vertical.position(of: series.lower[index]),
        let upper = vertical.position(of: series.upper[index])
      else { return nil }
      return (Point(x: x, y: lower), Point(x: x, y: upper))
    }
    let data = Thinning.band(pairs).map { Self.path($0) + "z" }.joined()
    canvas.path(data, fill: .series(style), opacity: 0.2)
  }

  private static func path(_ points: [Point]) -> String {
    points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(Canvas.number(point.x)) \(Canvas.number(point.y))"
    }.joined()
  }
}
