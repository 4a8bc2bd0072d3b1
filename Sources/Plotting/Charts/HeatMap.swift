/// A table whose cells are coloured by their numbers, such as a confusion matrix.
///
/// Numbers stand in the cells while they have room. A number that isn't finite leaves a cell that is
/// crossed out.
public struct HeatMap: Chart {
  /// A place in the table, counted from 0.
  public struct Cell: Hashable, Sendable {
    public var row, column: Int

    /// Names a place; whether the table has it is asked where it is used.
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The heading; empty for none.
  public var title: String
  /// What the table shows, for those who don't see it.
  public var summary: String
  /// What the rows are, such as "true class", and each of them.
  public var rowLabel: String
  /// The names of the rows, from the top.
  public let rows: [String]
  /// What the columns are, such as "predicted class", and each of them.
  public var columnLabel: String
  /// The names of the columns, from the left.
  public let columns: [String]
  /// A list for each row, with a number for each column.
  public let values: [[Double]]
  /// How the numbers in the cells are written.
  public var format: NumberFormat
  /// What the numbers are, at the colour bar.
  public var valueLabel: String
  /// The colors from the lowest number to the highest.
  public var map: ColourMap
  /// The numbers at the ends of the colours; by default the smallest and the largest.
  public var range: ClosedRange<Double>?
  /// Whether a cell's colour is its share of its row, so that a rare class is seen as well as a
  /// frequent one. The numbers stay what they are.
  public var isColouredByRow: Bool
  /// Cells with a frame, such as the best of each column.
  public var marked: Set<Cell>

  /// - Precondition: as many lists of values as rows, each with as many values as columns.
  public init(
    title: String = "", rows: [String], rowLabel: String = "", columns: [String],
    columnLabel: String = "", values: [[Double]], format: NumberFormat = .automatic,
    valueLabel: String = "", map: ColourMap = .sequential, range: ClosedRange<Double>? = nil,
    isColouredByRow: Bool = false, marked: Set<Cell> = [], summary: String = ""
  ) {
    precondition(
      values.count == rows.count && values.allSatisfy { $0.count == columns.count },
      "a heat map of \(rows.count) rows and \(columns.count) columns was given "
        + "\(values.count) rows of \(Set(values.map(\.count)).sorted()) values")
    self.title = title
    self.rows = rows
    self.rowLabel = rowLabel
    self.columns = columns
    self.columnLabel = columnLabel
    self.values = values
    self.format = format
    self.valueLabel = valueLabel
    self.map = map
    self.range = range
    self.isColouredByRow = isColouredByRow
    self.marked = marked
    self.summary = summary
  }

  /// Draws the table `width` pixels wide, with the color bar at its right; its height follows.
  public func drawing(width: Double) -> Drawing {
    let (markup, height) = HeatMapPlot(self, width: width).draw()
    return Drawing(width: width, height: height, description: description, markup: markup)
  }

  /// The numbers that become colours.
  var shades: [[Double]] {
    guard isColouredByRow else { return values }
    return values.map { row in
      let sum = row.filter(\.isDrawable).reduce(0, +)
      return row.map { sum > 0 ? $0 / sum : $0.isFinite ? 0 : $0 }
    }
  }

  var scale: ColourScale {
    if let range { return ColourScale(map, over: range) }
    return isColouredByRow
      ? ColourScale(map, over: 0...1) : ColourScale(map, covering: values.joined())
  }

  private var description: String {
    var sentences = summary.isEmpty ? [] : [summary]
    sentences.append("Heat map of \(rows.count) rows and \(columns.count) columns.")
    if !rowLabel.isEmpty { sentences.append("Rows: \(rowLabel).") }
    if !columnLabel.isEmpty { sentences.append("Columns: \(columnLabel).") }
    let extent = Extent(values.joined())
    if !extent.isEmpty {
      sentences.append(
        "Smallest \(format.text(extent.lower)), largest \(format.text(extent.upper)).")
    }
    // Few numbers are read aloud; many are a table's affair.
    if rows.count * columns.count <= 144 {
      for (name, row) in zip(rows, values) {
        sentences.append("\(name): \(row.map { format.text($0) }.joined(separator: ", ")).")
      }
    }
    return sentences.joined(separator: " ")
  }
}
