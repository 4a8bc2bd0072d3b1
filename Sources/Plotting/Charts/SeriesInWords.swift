/// What charts say about their series in words: in notes below, and to those who don't see them.
struct SeriesInWords {
  let x, y: Axis

  /// What can't be seen in the chart: empty series, and numbers that have no place on its axes.
  func notes(_ series: [Series]) -> [String] {
    let all = series.compactMap { series -> String? in
      let name = series.name.isEmpty ? "A series" : series.name
      let shown = series.y.indices.count { isShown(series, $0) }
      let missing = series.y.count - shown
      guard missing > 0 || series.y.isEmpty else { return nil }
      let reason =
        x.scale == .logarithmic || y.scale == .logarithmic
        ? "not finite and positive" : "not finite"
      if series.y.isEmpty { return "\(name): no values." }
      return missing == series.y.count
        ? "\(name): none of \(missing) values can be drawn; they are \(reason)."
        : "\(name): \(missing) of \(series.y.count) values left out, \(reason)."
    }
    return all.count <= 5 ? all : all.prefix(4) + ["The same in \(all.count - 4) more series."]
  }

  func isShown(_ series: Series, _ index: Int) -> Bool {
    x.shows(series.x[index]) && y.shows(series.y[index])
  }

  func description(kind: String, summary: String, series: [Series], markers: [Marker]) -> String {
    var sentences = summary.isEmpty ? [] : [summary]
    sentences.append("\(kind).")
    sentences.append("\(axis("Horizontal", x)) \(axis("Vertical", y))")
    sentences += series.prefix(12).map(self.series)
    if series.count > 12 { sentences.append("\(series.count - 12) more series.") }
    sentences += markers.prefix(8).map {
      let axis = $0.direction == .vertical ? x : y
      return "Line \"\($0.label)\" at \(axis.format.text($0.value))."
    }
    return sentences.joined(separator: " ")
  }

  private func axis(_ name: String, _ axis: Axis) -> String {
    let caption = axis.caption.isEmpty ? "without a label" : axis.caption
    return "\(name) axis: \(caption)\(axis.scale == .logarithmic ? ", logarithmic" : "")."
  }

  private func series(_ series: Series) -> String {
    let shown = series.y.indices.filter { isShown(series, $0) }
    let name = series.name.isEmpty ? "Series" : series.name
    guard let first = shown.first, let last = shown.last else { return "\(name): no values." }
    let extent = Extent(shown.map { series.y[$0] })
    let text = y.format.text(_:significant:)
    return "\(name): \(shown.count) value\(shown.count == 1 ? "" : "s"), "
      + "first \(text(series.y[first], 3)), last \(text(series.y[last], 3)), "
      + "smallest \(text(extent.lower, 3)), largest \(text(extent.upper, 3))."
  }
}
