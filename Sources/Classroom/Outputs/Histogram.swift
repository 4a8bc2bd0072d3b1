/// How the percentages of a class are spread, as a picture in the page and as a text beside it.
struct Histogram {
  private let counts: [Int]
  private let total: Int

  /// Ten columns, each for ten per cent.
  init(_ percentages: [Double]) {
    counts = Statistics.histogram(percentages, parts: 10)
    total = counts.reduce(0, +)
  }

  /// The picture; its text says the same.
  var svg: String {
    let (width, height, left, top, bottom) = (430, 214, 20, 20, 168)
    let step = (width - left) / counts.count
    let most = max(counts.max() ?? 0, 1)
    let columns = counts.enumerated().map { index, count in
      let tall = (bottom - top) * count / most
      let x = left + index * step
      let number = count == 0 ? "" : label("\(count)", x: x + step / 2, y: bottom - tall - 5)
      return
        "<rect class=\"column\" x=\"\(x + 4)\" y=\"\(bottom - tall)\" width=\"\(step - 8)\" height=\"\(tall)\"/>"
        + number
    }
    let ticks = (0...counts.count).map { label("\($0 * 10)", x: left + $0 * step, y: bottom + 18) }
    return """
      <svg viewBox="0 0 \(width + 16) \(height)" role="img" aria-labelledby="spread-title spread-text">
      <title id="spread-title">How the percentages are spread</title>
      <desc id="spread-text">\(text)</desc>
      \(columns.joined(separator: "\n"))
      <line class="axis" x1="\(left)" y1="\(bottom)" x2="\(width)" y2="\(bottom)"/>
      \(ticks.joined())
      \(label("% of the points", x: (left + width) / 2, y: bottom + 38))
      </svg>
      """
  }

  /// What the picture shows, for those who don't see it.
  var text: String {
    counts.enumerated().map { index, count in
      "\(index * 10) to \(index == counts.count - 1 ? "100" : "under \((index + 1) * 10)") %: \(count)"
    }.joined(separator: "; ") + "."
  }

  private func label(_ text: String, x: Int, y: Int) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(text)</text>"
  }
}
