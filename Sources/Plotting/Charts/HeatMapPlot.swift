/// Lays out and draws a heat map.
struct HeatMapPlot {
  private let map: HeatMap
  private let width: Double
  private let bar: ColorBar
  private let rowNames: [String]
  private let columnNames: [String]
  /// The cells, before the title's height is known.
  private let left, cellWidth, cellHeight: Double
  private let isColumnTurned: Bool

  /// So many cells are drawn one by one; more are one picture.
  private static let cellLimit = 2_500
  private static let barHeight = 360.0

  init(_ map: HeatMap, width: Double) {
    self.map = map
    self.width = width
    let (rows, columns) = (Double(max(1, map.rows.count)), Double(max(1, map.columns.count)))
    rowNames = map.rows.map { Text.truncated($0, size: Typography.tick, to: width * 0.35) }
    let rowNameWidth = rowNames.map { Text.width($0, size: Typography.tick) }.max() ?? 0
    left =
      Typography.margin + (map.rowLabel.isEmpty ? 0 : Typography.label * 1.4) + rowNameWidth + 7

    // The bar's labels don't depend much on its height, the height does on what room they leave.
    func bar(height: Double) -> ColorBar {
      ColorBar(
        map.scale, format: map.isColoredByRow ? .percent(0) : map.format,
        caption: map.isColoredByRow && map.valueLabel.isEmpty
          ? "share of the row" : map.valueLabel, height: height)
    }
    let room = max(40, width - left - bar(height: 400).width - Typography.margin)
    cellWidth = min(72, room / columns)
    let isPicture = map.rows.count * map.columns.count > Self.cellLimit
    let lowest: Double = rows <= 40 ? 20 : rows <= 80 ? 15 : 600 / rows
    cellHeight =
      isPicture ? min(cellWidth, 600 / rows) : max(lowest, min(cellWidth, rows > 16 ? 24 : 42))
    self.bar = bar(height: min(rows * cellHeight, Self.barHeight))

    let widest = map.columns.map { Text.width($0, size: Typography.tick) }.max() ?? 0
    isColumnTurned = widest > cellWidth - 4
    columnNames = map.columns.map { Text.truncated($0, size: Typography.tick, to: 150) }
  }

  func draw() -> (markup: String, height: Double) {
    var canvas = Canvas()
    let top = canvas.title(map.title, width: width) + 4
    let table = Frame(
      x: left, y: top, width: cellWidth * Double(map.columns.count),
      height: cellHeight * Double(map.rows.count))
    guard !map.rows.isEmpty, !map.columns.isEmpty else {
      canvas.text(
        "no data", at: Point(x: width / 2, y: top + 40), size: Typography.title, ink: .muted,
        anchor: .middle)
      return (canvas.markup, top + 70)
    }
    drawCells(on: &canvas, in: table)
    canvas.rectangle(table, stroke: .axis)
    drawRowNames(on: &canvas, beside: table)
    let bottom = drawColumnNames(on: &canvas, below: table)
    bar.draw(
      on: &canvas,
      in: Frame(
        x: table.right, y: top, width: bar.width, height: max(60, min(table.height, Self.barHeight))
      ))
    return (canvas.markup, max(bottom, top + 72) + Typography.margin)
  }

  // MARK: - Cells

  private func frame(_ row: Int, _ column: Int, in table: Frame) -> Frame {
    Frame(
      x: table.x + Double(column) * cellWidth, y: table.y + Double(row) * cellHeight,
      width: cellWidth, height: cellHeight)
  }

  private func drawCells(on canvas: inout Canvas, in table: Frame) {
    let (shades, scale) = (map.shades, map.scale)
    guard map.rows.count * map.columns.count <= Self.cellLimit else {
      canvas.image(
        Image(
          width: map.columns.count, height: map.rows.count, values: Array(shades.joined()),
          scale: scale),
        in: table)
      return
    }
    let size = fontSize
    for row in map.rows.indices {
      for column in map.columns.indices {
        let value = map.values[row][column]
        let frame = frame(row, column, in: table)
        let tip = "\(map.rows[row]), \(map.columns[column]): \(map.format.text(value))"
        guard let color = scale.color(of: shades[row][column]), value.isDrawable else {
          drawMissing(on: &canvas, in: frame, text: map.format.text(value), size: size, tip: tip)
          continue
        }
        let isMarked = map.marked.contains(HeatMap.Cell(row: row, column: column))
        canvas.rectangle(
          frame, fill: .fixed(color), stroke: cellWidth > 8 ? .background : nil, tip: tip)
        if let size {
          let isDark = color.luminance < 0.3
          canvas.text(
            text(value),
            at: Point(x: frame.x + cellWidth / 2, y: frame.y + cellHeight / 2 + size * 0.36),
            size: size, ink: .fixed(isDark ? Color(0xFFFFFF) : Color(0x14171A)),
            anchor: .middle, bold: isMarked)
        }
      }
    }
    for cell in map.marked.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) })
    where map.rows.indices.contains(cell.row) && map.columns.indices.contains(cell.column) {
      let frame = frame(cell.row, cell.column, in: table)
      // A light line inside the frame keeps it apart from a dark cell.
      canvas.rectangle(
        Frame(
          x: frame.x + 2.5, y: frame.y + 2.5, width: cellWidth - 5, height: cellHeight - 5),
        stroke: .fixed(Color(0xFFFFFF)), width: 1.5)
      canvas.rectangle(
        Frame(
          x: frame.x + 0.75, y: frame.y + 0.75, width: cellWidth - 1.5, height: cellHeight - 1.5),
        stroke: .series(1), width: 2.5)
    }
  }

  /// The number in a cell: four digits need no comma, and have no room for it.
  private func text(_ value: Double) -> String {
    let text = map.format.text(value)
    return abs(value) < 10_000 && map.format == .automatic ? text.filter { $0 != "," } : text
  }

  private func drawMissing(
    on canvas: inout Canvas, in frame: Frame, text: String, size: Double?, tip: String
  ) {
    canvas.rectangle(frame, fill: .background, stroke: .grid, tip: tip)
    let n = Canvas.number
    if let size {
      canvas.text(
        text, at: Point(x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 + size * 0.36),
        size: size, ink: .muted, anchor: .middle)
    } else {
      canvas.path(
        "M\(n(frame.x)) \(n(frame.y))L\(n(frame.right)) \(n(frame.bottom))"
          + "M\(n(frame.right)) \(n(frame.y))L\(n(frame.x)) \(n(frame.bottom))",
        stroke: .muted, width: 0.8)
    }
  }

  /// The size at which all numbers have room in their cells, none if that is too small to read.
  private var fontSize: Double? {
    let texts = map.values.joined().map(text)
    return [13.0, 12, 11].first { size in
      cellHeight >= size + 3
        && texts.allSatisfy { Text.width($0, size: size) <= cellWidth - 3 }
    }
  }

  // MARK: - Names

  /// Of how many names one is shown where not all have room: a number whose multiples are round.
  private static func roundStep(_ least: Double) -> Int {
    [1, 2, 5, 10, 20, 50, 100, 200, 500].first { Double($0) >= least } ?? 1_000
  }

  private func drawRowNames(on canvas: inout Canvas, beside table: Frame) {
    let step = Self.roundStep(14 / cellHeight)
    for (index, name) in rowNames.enumerated() where index % step == 0 {
      canvas.text(
        name, at: Point(x: table.x - 6, y: table.y + (Double(index) + 0.5) * cellHeight + 4.5),
        size: Typography.tick, anchor: .end)
    }
    if !map.rowLabel.isEmpty {
      let text = Text.truncated(map.rowLabel, size: Typography.label, to: max(table.height, 80))
      let half = Text.width(text, size: Typography.label) / 2
      canvas.text(
        text,
        at: Point(
          x: Typography.margin + Typography.label * 0.8,
          y: table.y + max(table.height / 2, min(half, 40))),
        size: Typography.label, anchor: .middle, turned: -90)
    }
  }

  /// - Returns: the height below which there is nothing.
  private func drawColumnNames(on canvas: inout Canvas, below table: Frame) -> Double {
    var bottom = table.bottom + 6
    let step = Self.roundStep((isColumnTurned ? 15 : 0) / cellWidth)
    for (index, name) in columnNames.enumerated() where index % step == 0 {
      let x = table.x + (Double(index) + 0.5) * cellWidth
      if isColumnTurned {
        canvas.text(
          name, at: Point(x: x + 4.5, y: bottom + 1), size: Typography.tick, anchor: .end,
          turned: -90)
      } else {
        canvas.text(
          name, at: Point(x: x, y: bottom + Typography.tick), size: Typography.tick,
          anchor: .middle)
      }
    }
    let widest = columnNames.map { Text.width($0, size: Typography.tick) }.max() ?? 0
    bottom += (isColumnTurned ? widest : Typography.tick) + 5
    if !map.columnLabel.isEmpty {
      let text = Text.truncated(
        map.columnLabel, size: Typography.label, to: width - 2 * Typography.margin)
      let half = Text.width(text, size: Typography.label) / 2
      let middle = min(
        max(table.x + table.width / 2, Typography.margin + half),
        width - Typography.margin - half)
      canvas.text(
        text, at: Point(x: middle, y: bottom + Typography.label), size: Typography.label,
        anchor: .middle)
      bottom += Typography.label * 1.3
    }
    return bottom
  }
}
