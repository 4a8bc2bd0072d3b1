import Testing

@testable import Plotting

@Suite("Charts say what they show")
struct ChartTests {
  @Test("What has no place on the axes is named below the chart")
  func notes() {
    let svg = Examples.gaps.svg()
    #expect(svg.contains("rate 10: 3 of 9 values left out, not finite."))
    #expect(svg.contains("rate 0: no values."))
    #expect(svg.contains("rate 100: none of 2 values can be drawn; they are not finite."))
    #expect(Examples.huge.svg().contains("not positive: 2 of 3 values left out"))
    #expect(Examples.empty.svg().contains(">no data<"))
  }

  @Test("The description has the numbers of each series and each line")
  func description() {
    let words = Examples.line.drawing(width: 520).description
    #expect(words.hasPrefix("The validation loss stays above the training loss. Line chart."))
    #expect(words.contains("Vertical axis: cross-entropy (nats)."))
    #expect(words.contains("training: 20 values, first 2.33"))
    #expect(words.contains("Line \"early stopping\" at 12."))
  }

  @Test("80 lines have a legend that can be read, and what it leaves out is said")
  func eightyLines() {
    let svg = Examples.eightyLines.svg()
    #expect(svg.contains("57 more have no room in the legend."))
    #expect(svg.contains(">width 16, rate 0<"))
  }

  @Test("80 bars have 80 names")
  func eightyBars() {
    let svg = Examples.eightyBars.svg()
    for category in Examples.eightyBars.categories { #expect(svg.contains(">\(category)<")) }
  }

  @Test("Large data make small files")
  func size() {
    #expect(Examples.steps.svg().utf8.count < 60_000)
    #expect(Examples.cloud.svg().utf8.count < 250_000)
    #expect(Examples.surface.svg().utf8.count < 60_000)
  }

  @Test("A heat map by rows is coloured by shares, and shows counts")
  func rows() {
    let map = HeatMap(
      rows: ["a", "b"], columns: ["a", "b"], values: [[9, 1], [90, 10]], isColoredByRow: true)
    #expect(map.shades == [[0.9, 0.1], [0.9, 0.1]])
    #expect(map.svg().contains(">90<"))
    let empty = HeatMap(rows: ["a"], columns: ["a"], values: [[0]], isColoredByRow: true)
    #expect(empty.shades == [[0]])
  }

  @Test("Text is cut where its room ends, at words and then at letters")
  func text() {
    let lines = Text.lines("one two three four", size: 10, width: 44, atMost: 2)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { Text.width($0, size: 10) <= 44 })
    #expect(lines.last?.last == "…")
    #expect(Text.truncated("short", size: 10, to: 100) == "short")
    #expect(Text.clean("a\u{0}b\tc") == "a\u{FFFD}b c")
    #expect(Text.escaped("<&>\"'") == "&lt;&amp;&gt;&quot;&#39;")
    #expect(Text.clean(String(repeating: "x", count: 5_000)).count == Text.limit + 1)
  }

  @Test("An axis begins at zero where that is near, and keeps a margin elsewhere")
  func domains() {
    let axis = Axis()
    #expect(Domain(of: axis, showing: Extent([0.1, 2]), margin: 0.05).lower == 0)
    #expect(Domain(of: axis, showing: Extent([1, 2]), margin: 0.05).lower == 0.95)
    #expect(Domain(of: axis, showing: Extent([3]), margin: 0.05).contains(3))
    #expect(Domain(of: axis, showing: Extent(), margin: 0.05) == Domain(lower: 0, upper: 1))
    let percent = Axis(format: .percent(0))
    #expect(Domain(of: percent, showing: Extent([0.9, 0.99]), margin: 0.2).upper == 1)
    let asked = Axis(range: 2...3)
    #expect(Domain(of: asked, showing: Extent([0, 9]), margin: 0.05) == Domain(lower: 2, upper: 3))
    let ends = Domain(
      of: Axis(scale: .logarithmic), showing: Extent([1e-3, 1]), margin: 0.05)
    #expect(ends.lower > 0 && ends.lower < 1e-3 && ends.upper > 1)
  }
}
