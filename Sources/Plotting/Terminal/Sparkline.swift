/// A small curve for a terminal.
///
///     Sparkline([0, 1, 2, 3], width: 2).text                     // "⡠⠊"
///     Sparkline([0, 2, 4, 7], width: 4, characters: .blocks).text  // "▁▃▅█"
///
/// Where there are more numbers than columns, each column has all from its smallest to its largest in
/// braille, and their mean in the other forms. Numbers that aren't finite leave a space.
public struct Sparkline: CustomStringConvertible, Sendable {
  /// What the curve is made of.
  public enum Characters: Sendable {
    /// Dots, two columns and four rows of them in each character.
    case braille
    /// Columns of ▁▂▃▄▅▆▇█.
    case blocks
    /// What every terminal and every log has: one row shows levels by ".:-=+*#%@", more rows stars.
    case ascii
  }

  /// The numbers, from the left.
  public var values: [Double]
  /// The size in characters.
  public var width, height: Int
  /// Which signs it is made of; a terminal without Unicode shows `.ascii` only.
  public var characters: Characters
  /// The numbers at the lower and the upper edge; by default the smallest and the largest.
  public var range: ClosedRange<Double>?

  /// Creates a curve. A width or height below 1 becomes 1.
  public init(
    _ values: [Double], width: Int = 40, height: Int = 1, characters: Characters = .braille,
    range: ClosedRange<Double>? = nil
  ) {
    self.values = values
    self.width = max(1, width)
    self.height = max(1, height)
    self.characters = characters
    self.range = range
  }

  /// The rows from the top, each `width` characters.
  public var lines: [String] {
    switch characters {
    case .braille: brailleLines
    case .blocks: levelLines(Array(" ▁▂▃▄▅▆▇█"))
    case .ascii: height == 1 ? levelLines(Array(" .:-=+*#%@")) : starLines
    }
  }

  /// The rows from the top, with a line break between any two.
  public var text: String { lines.joined(separator: "\n") }

  /// As `text`, so that `print` shows the curve.
  public var description: String { text }

  // MARK: - Columns

  /// The numbers of each column; fewer numbers than columns are stretched.
  private func columns(_ count: Int) -> [Extent] {
    buckets(count).map { Extent($0) }
  }

  private func buckets(_ count: Int) -> [ArraySlice<Double>] {
    guard !values.isEmpty else { return Array(repeating: [], count: count) }
    return (0..<count).map { column in
      let first = column * values.count / count
      return values[first..<max(first + 1, (column + 1) * values.count / count)]
    }
  }

  /// How high a number stands, from 0 to 1; all the same stand in the middle.
  private func share(_ value: Double, of extent: Extent) -> Double {
    let span = extent.upper - extent.lower
    return span > 0 ? min(1, max(0, (value - extent.lower) / span)) : 0.5
  }

  private var extent: Extent {
    if let range { Extent([range.lowerBound, range.upperBound]) } else { Extent(values) }
  }

  // MARK: - Forms

  private var brailleLines: [String] {
    let (extent, columns, rows) = (extent, columns(2 * width), 4 * height)
    /// The bits of the dots of a character, from the top, left and right.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    var cells = Array(repeating: Array(repeating: UInt32(0), count: width), count: height)
    func row(_ value: Double) -> Int {
      rows - 1 - Int((share(value, of: extent) * Double(rows - 1)).rounded())
    }
    for (column, numbers) in columns.enumerated() where !numbers.isEmpty {
      for dot in row(numbers.upper)...row(numbers.lower) {
        cells[dot / 4][column / 2] |= bits[dot % 4][column % 2]
      }
    }
    return cells.map { line in
      // Braille begins at 0x2800; its eight dots are the bits of one byte.
      String(line.map { $0 == 0 ? " " : Unicode.Scalar(0x2800 + $0).map(Character.init) ?? "?" })
    }
  }

  private var means: [Double?] {
    buckets(width).map { bucket in
      let finite = bucket.filter(\.isDrawable)
      return finite.isEmpty ? nil : finite.reduce(0) { $0 + $1 / Double(finite.count) }
    }
  }

  /// Filled columns; `levels` are a character's from empty to full.
  private func levelLines(_ levels: [Character]) -> [String] {
    let (extent, full) = (extent, levels.count - 1)
    let heights = means.map { mean in
      mean.map { 1 + Int((share($0, of: extent) * Double(full * height - 1)).rounded()) } ?? 0
    }
    return (0..<height).reversed().map { row in
      String(heights.map { levels[min(full, max(0, $0 - row * full))] })
    }
  }

  private var starLines: [String] {
    let extent = extent
    let rows = means.map { mean in
      mean.map { Int((share($0, of: extent) * Double(height - 1)).rounded()) }
    }
    return (0..<height).reversed().map { row in String(rows.map { $0 == row ? "*" : " " }) }
  }
}
