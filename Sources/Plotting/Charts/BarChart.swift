/// The bars of one colour in a bar chart: one for each category.
public struct Bars: Sendable {
  /// What the legend says.
  public var name: String
  /// The length of each bar, in the order of the categories.
  public let values: [Double]

  /// Creates the bars of one color.
  public init(_ name: String, _ values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// Bars for some categories, such as the number of samples of each class.
///
/// The bars stand upright where their names have room below them, and lie otherwise: of 80
/// configurations each has a line of its own.
public struct BarChart: Chart {
  /// The heading; empty for none.
  public var title: String
  /// What the chart shows, for those who don't see it.
  public var summary: String
  /// What the categories are, such as "class".
  public var categoryLabel: String
  /// The names below or beside the bars.
  public let categories: [String]
  /// The axis of the bars' lengths. On a logarithmic one they begin at its lower end.
  public var values: Axis
  /// One list for each color, each with a value for every category.
  public let bars: [Bars]
  /// The plot's height as a part of the chart's width, while bars stand.
  public var aspect = 0.5

  /// - Precondition: as many values in each of `bars` as categories.
  public init(
    title: String = "", categories: [String], categoryLabel: String = "", values: Axis = Axis(),
    bars: [Bars], summary: String = ""
  ) {
    for bars in bars {
      precondition(
        bars.values.count == categories.count,
        "bars \"\(bars.name)\" have \(bars.values.count) values for \(categories.count) categories")
    }
    self.title = title
    self.categories = categories
    self.categoryLabel = categoryLabel
    self.values = values
    self.bars = bars
    self.summary = summary
  }

  /// Draws it `width` pixels wide; its height follows from `aspect` or from the number of bars.
  public func drawing(width: Double) -> Drawing {
    let widest = categories.map { Text.width($0, size: Typography.tick) }.max() ?? 0
    let isLying = (widest + 6) * Double(categories.count) > width - 90
    let (markup, height) = isLying ? lying(width: width) : standing(width: width)
    return Drawing(width: width, height: height, description: description, markup: markup)
  }

  // MARK: - Layout

  private var extent: Extent {
    Extent(bars.flatMap { $0.values.filter(values.shows) })
  }

  private func axis(margin: Double, about count: Int) -> PlottedAxis {
    PlottedAxis(
      values, showing: extent, margin: margin, about: count, includingZero: true,
      wholeNumbers: bars.flatMap(\.values).allSatisfy { !$0.isFinite || $0 == $0.rounded() })
  }

  private func frame(vertical: Side, width: Double, plotHeight: Double) -> AxesFrame {
    var frame = AxesFrame(vertical: vertical, width: width, plotHeight: plotHeight)
    frame.title = title
    if bars.count > 1 {
      frame.legend = bars.enumerated().map { index, bars in
        Legend.Entry(
          label: bars.name, sample: .area(.series(index), opacity: Self.opacity(index)))
      }
    }
    return frame
  }

  private func standing(width: Double) -> (String, Double) {
    let plotHeight = width * min(max(aspect, 0.1), 4)
    let axis = axis(margin: 0.08, about: max(3, Int(plotHeight / 38)))
    var frame = frame(vertical: .numbers(axis), width: width, plotHeight: plotHeight)
    frame.horizontalCaption = categoryLabel
    frame.verticalCaption = values.caption
    return frame.draw(
      horizontal: { _ in .categories(categories) },
      data: { canvas, frame in
        guard case .numbers(let axis) = frame.vertical else { return }
        draw(on: &canvas, axis: axis, along: (frame.plot.x, frame.plot.right), isLying: false)
      })
  }

  private func lying(width: Double) -> (String, Double) {
    let row = (categories.count > 40 ? 16 : 18) + Double(max(0, bars.count - 1)) * 9
    var frame = frame(
      vertical: .categories(categories), width: width,
      plotHeight: Double(max(1, categories.count)) * row + 6)
    frame.horizontalCaption = values.caption
    frame.verticalCaption = categoryLabel
    if bars.count == 1 {
      let texts = bars[0].values.map { values.format.text($0) }
      frame.rightMargin = texts.map { Text.width($0, size: Typography.note) }.max() ?? 0
    }
    return frame.draw(
      horizontal: { .numbers(axis(margin: 0.03, about: $0)) },
      data: { canvas, frame in
        guard case .numbers(let axis) = frame.horizontal else { return }
        draw(on: &canvas, axis: axis, along: (frame.plot.y, frame.plot.bottom), isLying: true)
      })
  }

  // MARK: - Bars

  /// Colours of neighbours differ in print too.
  private static func opacity(_ index: Int) -> Double { [1, 0.35, 0.75, 0.15][index % 4] }

  private func draw(
    on canvas: inout Canvas, axis: PlottedAxis, along ends: (start: Double, end: Double),
    isLying: Bool
  ) {
    guard !categories.isEmpty, !bars.isEmpty else {
      let middle = (ends.start + ends.end) / 2
      let across = (axis.start + axis.end) / 2
      canvas.text(
        "no data", at: isLying ? Point(x: across, y: middle) : Point(x: middle, y: across),
        size: Typography.title, ink: .muted, anchor: .middle)
      return
    }
    let room = (ends.end - ends.start) / Double(categories.count)
    let thickness = min(room * 0.78 / Double(bars.count), 46)
    let texts = bars.map { $0.values.map { values.format.text($0) } }
    let widest = texts.joined().map { Text.width($0, size: Typography.note) }.max() ?? 0
    let hasTexts = isLying ? bars.count == 1 : widest <= room * 0.96 / Double(bars.count)
    let base = min(max(0, axis.domain.lower), axis.domain.upper)

    for (index, bars) in bars.enumerated() {
      for (category, value) in bars.values.enumerated() {
        let middle =
          ends.start + room * (Double(category) + 0.5)
          + thickness * (Double(index) - Double(self.bars.count - 1) / 2)
        let text = texts[index][category]
        let start = axis.position(of: base) ?? axis.start
        let place = axis.position(of: value)
        let end = min(
          max(place ?? start, min(axis.start, axis.end)), max(axis.start, axis.end))
        let (low, high) = (min(start, end), max(start, end))
        let bar =
          isLying
          ? Frame(x: low, y: middle - thickness / 2, width: high - low, height: thickness)
          : Frame(x: middle - thickness / 2, y: low, width: thickness, height: high - low)
        if place != nil {
          canvas.rectangle(
            bar, fill: .series(index), stroke: .series(index), opacity: Self.opacity(index),
            tip: "\(categories[category]): \(text)")
        }
        guard hasTexts || place == nil else { continue }
        let ink = place == nil ? Ink.muted : Ink.text
        if isLying {
          let isLeft = end < start
          canvas.text(
            text, at: Point(x: isLeft ? low - 4 : high + 4, y: middle + 4), size: Typography.note,
            ink: ink, anchor: isLeft ? .end : .start)
        } else if hasTexts {
          canvas.text(
            text, at: Point(x: middle, y: end > start ? high + 13 : low - 4),
            size: Typography.note, ink: ink, anchor: .middle)
        } else {
          canvas.text(
            text, at: Point(x: middle + 4, y: low - 4), size: Typography.note, ink: ink, turned: -90
          )
        }
      }
    }
    // The line at zero, where bars go both ways.
    guard let zero = axis.position(of: base), base > axis.domain.lower else { return }
    canvas.line(
      from: isLying ? Point(x: zero, y: ends.start) : Point(x: ends.start, y: zero),
      to: isLying ? Point(x: zero, y: ends.end) : Point(x: ends.end, y: zero), ink: .axis)
  }

  private var description: String {
    var sentences = summary.isEmpty ? [] : [summary]
    sentences.append("Bar chart of \(categories.count) categories.")
    if !values.caption.isEmpty { sentences.append("Length: \(values.caption).") }
    for bars in bars.prefix(6) {
      let pairs = zip(categories, bars.values).prefix(40).map {
        "\($0) \(values.format.text($1))"
      }
      let name = bars.name.isEmpty ? "" : "\(bars.name): "
      sentences.append(name + pairs.joined(separator: ", ") + (categories.count > 40 ? " …" : "."))
    }
    return sentences.joined(separator: " ")
  }
}
