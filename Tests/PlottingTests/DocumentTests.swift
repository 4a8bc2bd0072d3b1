import Foundation
import KitTesting
import Testing

@testable import Plotting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an SVG file says when it is read as XML.
private final class Reader: NSObject, XMLParserDelegate {
  private(set) var elements: [String: Int] = [:]
  private(set) var attributes: [[String: String]] = []
  private(set) var texts: [String: String] = [:]
  private var path: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    path.append(element)
    elements[element, default: 0] += 1
    self.attributes.append(attributes)
  }

  func parser(
    _ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?
  ) { path.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    texts[path.joined(separator: "/"), default: ""] += characters
  }

  static func read(_ svg: String) throws -> Reader {
    let (parser, reader) = (XMLParser(data: Data(svg.utf8)), Reader())
    parser.delegate = reader
    let isRead = parser.parse()
    try #require(isRead, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    return reader
  }
}

@Suite("A drawing is a file that every viewer reads")
struct DocumentTests {
  @Test(
    "Every chart is well-formed, and has a title, a description and a role",
    arguments: Examples.all.map(\.name))
  func wellFormed(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }?.chart)
    let reader = try Reader.read(chart.svg())
    let root = try #require(reader.attributes.first)
    #expect(root["role"] == "img")
    #expect(root["viewBox"]?.hasPrefix("0 0 ") == true)
    #expect(reader.texts["svg/title"] == Text.clean(chart.title))
    #expect(reader.texts["svg/desc"]?.isEmpty == false)
    // Two drawings on one page can't mean each other's elements.
    #expect(!reader.attributes.contains { $0["id"] != nil })
    #expect(reader.elements["script"] == nil)
  }

  @Test("No coordinate is infinite or no number", arguments: Examples.all.map(\.name))
  func coordinates(name: String) throws {
    let chart = try #require(Examples.all.first { $0.name == name }?.chart)
    let reader = try Reader.read(chart.svg())
    for (attribute, value) in reader.attributes.joined() {
      guard ["d", "x", "y", "width", "height", "transform"].contains(attribute) else { continue }
      #expect(!value.contains("nan") && !value.contains("inf"), "\(attribute)=\(value)")
    }
  }

  /// All labels of a chart of each kind, given something hostile.
  private static func charts(_ text: String) -> [any Chart] {
    let axis = Axis(text, unit: text)
    let item = ImageGrid.Item(
      Image(width: 1, height: 1, gray: [0]), title: text, caption: text, isMarked: true)
    return [
      LineChart(
        title: text, x: axis, y: axis, series: [Series(text, [1, .nan, 2]), Series(text, [])],
        markers: [.vertical(at: 1, text), .horizontal(at: 1, text)], summary: text),
      ScatterChart(title: text, x: axis, y: axis, series: [Series(text, [1])], summary: text),
      BarChart(
        title: text, categories: [text, text], categoryLabel: text, values: axis,
        bars: [Bars(text, [1, 2]), Bars(text, [.nan, 2])], summary: text),
      HeatMap(
        title: text, rows: [text], rowLabel: text, columns: [text], columnLabel: text,
        values: [[1]], valueLabel: text, summary: text),
      ImageGrid(title: text, items: [item], columns: 1, rowLabels: [text], summary: text),
    ]
  }

  @Test(
    "Text from people can't break the file",
    .slow,
    arguments: [
      "</svg><script>alert(1)</script>", "\"/><a onclick='x'>", "&amp; &lt; &#0; &bogus;", "]]>",
      "<!-- -- -->", "<?xml?>", "\u{0}\u{1}\u{8}\u{B}\u{1B}[31m\u{7F}\u{85}\u{9F}",
      "\r\n\t\u{2028}",
      "\u{FFFE}\u{FFFF}\u{1FFFF}", "\u{202E}abc\u{2066}",
      "e" + String(repeating: "\u{301}", count: 500),
      String(repeating: "x", count: 10_000), "日本語 العربية 👩‍👩‍👧 🏳️‍🌈", "", " ",
    ])
  func hostile(text: String) throws {
    let charts = Self.charts(text)
    for chart in charts + [Figure(title: text, charts: charts, summary: text)] {
      let svg = chart.svg()
      let reader = try Reader.read(svg)
      #expect(reader.elements["script"] == nil && reader.elements["a"] == nil)
      #expect(svg.utf8.count < 200_000, "\(svg.utf8.count) bytes")
      _ = try Reader.read(Figure(title: text, charts: charts).html())
    }
  }

  @Test("Whatever the numbers, something is drawn", .slow)
  func anyNumbers() throws {
    let numbers = [
      0, -0.0, 1, -1, .nan, .infinity, -.infinity, 0.0.nextUp, 0.0.nextDown, .leastNormalMagnitude,
      1e-300, 1e300,
      -1e300, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1.0.nextUp, 1e15,
      9_007_199_254_740_992,
    ]
    for scale in [Axis.Scale.linear, .logarithmic] {
      for first in numbers {
        for second in numbers {
          let axis = Axis("a", scale: scale)
          let percent = Axis("b", scale: scale, format: .percent(1))
          _ = LineChart(
            x: axis, y: percent,
            series: [Series("s", x: [first, second, 1], y: [second, first, 2])]
          ).svg()
          _ = BarChart(categories: ["a", "b"], values: axis, bars: [Bars("", [first, second])])
            .svg()
          _ = HeatMap(rows: ["a"], columns: ["b", "c"], values: [[first, second]]).svg()
          if first < second {
            let cut = Axis("a", scale: scale, range: first...second)
            _ = ScatterChart(x: cut, y: cut, series: [Series("s", [1, 2, 3])]).svg()
          }
          for characters in [Sparkline.Characters.braille, .blocks, .ascii] {
            _ = Sparkline([first, second], width: 3, height: 2, characters: characters).text
          }
        }
      }
    }
  }

  @Test("What lies beyond the ends of an axis is cut off there")
  func cutOff() throws {
    let inside = LineChart(y: Axis(range: 0...10), series: [Series("s", [1, 2, 3])])
    let beyond = LineChart(y: Axis(range: 0...2), series: [Series("s", [1, 2, 3])])
    #expect(try Reader.read(inside.svg()).elements["svg"] == 1)
    #expect(try Reader.read(beyond.svg()).elements["svg"] == 2)
  }

  @Test("Every ink that differs in the dark has a rule, for the screen only")
  func styleSheet() {
    #expect(Ink.styleSheet.hasPrefix("@media screen and (prefers-color-scheme:dark){"))
    for index in 0..<Ink.seriesCount {
      #expect(Ink.styleSheet.contains(".plot-stroke-series\(index){stroke:"))
    }
  }

  @Test("Inks have contrast on their ground, light and dark")
  func contrast() {
    func contrast(_ a: Color, _ b: Color) -> Double {
      (max(a.luminance, b.luminance) + 0.05) / (min(a.luminance, b.luminance) + 0.05)
    }
    for ink in [Ink.text, .muted] + (0..<Ink.seriesCount).map({ .series($0) }) {
      let least = ink == .text ? 7 : ink == .muted ? 4.5 : 3
      #expect(contrast(ink.light, Ink.background.light) >= least, "\(ink) on white")
      #expect(contrast(ink.dark, Ink.background.dark) >= least, "\(ink) on dark")
    }
  }

  @Test("Forty series differ by colour or dash, and neighbours by mark")
  func differences() {
    struct Look: Hashable { let color, dash: String }
    let looks = (0..<40).map {
      Look(color: Ink.series($0).light.hex, dash: Dash(series: $0).pattern ?? "")
    }
    #expect(Set(looks).count == 40)
    #expect(Set((0..<7).map { PointShape(series: $0) }).count == 7)
  }
  @Test("A smooth line of many points is dashed, one that turns at every pixel isn't")
  func dashes() throws {
    func dashes(_ y: (Int) -> Double) -> Int {
      let x = (0..<600).map(Double.init)
      let line = Series("b", x: x, y: (0..<600).map(y), style: 1)
      return LineChart(title: "a", x: Axis("t"), y: Axis("y"), series: [line]).svg()
        .matches(of: /stroke-dasharray/).count
    }
    // One in the legend, one in the plot.
    #expect(dashes { $0 < 300 ? Double($0) : 600 - Double($0) } == 2)
    #expect(dashes { $0 % 2 == 0 ? 1 : Double($0) } == 0)
  }
}
