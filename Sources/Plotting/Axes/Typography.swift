/// Sizes of text, such that a chart 520 wide is still read when shown at 400.
enum Typography {
  static let title = 16.0
  static let label = 14.0
  static let tick = 13.0
  static let note = 12.0
  /// Free space around a chart.
  static let margin = 10.0
}

extension Canvas {
  /// Draws a title in lines as wide as the chart.
  ///
  /// - Returns: the height below which the rest may begin.
  mutating func title(_ title: String, width: Double, size: Double = Typography.title) -> Double {
    let lines = Text.lines(
      title, size: size, width: width - 2 * Typography.margin, atMost: 3, bold: true)
    for (index, line) in lines.enumerated() {
      let y = Typography.margin + (Double(index) * 1.25 + 0.85) * size
      text(line, at: Point(x: Typography.margin, y: y), size: size, bold: true)
    }
    return Typography.margin + (lines.isEmpty ? 0 : Double(lines.count) * 1.25 * size + 6)
  }

  /// Draws what the chart has to say about its data, small, below it.
  ///
  /// - Returns: the height below which there is nothing.
  mutating func notes(_ notes: [String], from top: Double, width: Double) -> Double {
    var y = top
    for note in notes {
      let lines = Text.lines(
        note, size: Typography.note, width: width - 2 * Typography.margin, atMost: 3)
      for line in lines {
        text(
          line, at: Point(x: Typography.margin, y: y + Typography.note), size: Typography.note,
          ink: .muted)
        y += Typography.note * 1.35
      }
    }
    return y + (notes.isEmpty ? 0 : 4)
  }
}
