/// What says which series is which.
struct Legend {
  struct Entry {
    enum Sample {
      case line(Ink, Dash?, PointShape?, width: Double)
      case area(Ink, opacity: Double)
      case points(Ink, PointShape)
    }
    let label: String
    let sample: Sample
  }

  static let fontSize = 13.0
  static let rowHeight = 19.0
  /// More entries than this nobody compares.
  static let limit = 24
  private static let sampleWidth = 30.0
  private static let gap = 18.0

  private let entries: [Entry]
  private let labels: [String]
  /// The left end of each entry, and its row.
  private let places: [(x: Double, row: Int)]

  /// How many entries have found no room.
  let omitted: Int

  /// - Parameter width: what the legend may take.
  init(_ entries: [Entry], width: Double) {
    let shown = entries.count > Self.limit ? Array(entries.prefix(Self.limit - 1)) : entries
    omitted = entries.count - shown.count
    self.entries = shown
    labels = shown.map {
      Text.truncated($0.label, size: Self.fontSize, to: width - Self.sampleWidth - 6)
    }
    let widths = labels.map {
      Self.sampleWidth + 6 + Text.width($0, size: Self.fontSize) + Self.gap
    }
    if widths.count <= 6 {
      // One after the other, as words in a line.
      var places: [(x: Double, row: Int)] = []
      var end = 0.0
      for entry in widths {
        let isNew = end > 0 && end + entry - Self.gap > width
        end = isNew ? 0 : end
        places.append((end, (places.last?.row ?? 0) + (isNew ? 1 : 0)))
        end += entry
      }
      self.places = places
    } else {
      // In columns, as a table is read.
      let column = widths.max() ?? width
      let columns = max(1, Int((width + Self.gap) / column))
      places = widths.indices.map { (Double($0 % columns) * column, $0 / columns) }
    }
  }

  var height: Double { places.last.map { Double($0.row + 1) * Self.rowHeight + 6 } ?? 0 }

  func draw(on canvas: inout Canvas, at corner: Point) {
    for (index, entry) in entries.enumerated() {
      let x = corner.x + places[index].x
      let y = corner.y + (Double(places[index].row) + 0.5) * Self.rowHeight
      draw(entry.sample, on: &canvas, at: Point(x: x, y: y))
      canvas.text(
        labels[index], at: Point(x: x + Self.sampleWidth + 6, y: y + 4.5), size: Self.fontSize)
    }
  }

  private func draw(_ sample: Entry.Sample, on canvas: inout Canvas, at start: Point) {
    let middle = Point(x: start.x + Self.sampleWidth / 2, y: start.y)
    switch sample {
    case .line(let ink, let dash, let shape, let width):
      canvas.line(
        from: start, to: Point(x: start.x + Self.sampleWidth, y: start.y), ink: ink, width: width,
        dash: dash)
      if let shape { canvas.marks([middle], shape: shape, ink: ink) }
    case .area(let ink, let opacity):
      canvas.rectangle(
        Frame(x: middle.x - 7, y: middle.y - 6, width: 14, height: 12), fill: ink, stroke: ink,
        opacity: opacity)
    case .points(let ink, let shape): canvas.marks([middle], shape: shape, ink: ink, radius: 4)
    }
  }
}
