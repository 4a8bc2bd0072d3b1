/// Small images in rows, such as test images with what a network took them for.
public struct ImageGrid: Chart {
  /// An image with words above and below it.
  public struct Item: Sendable {
    /// The pixels.
    public var image: Image
    /// Words above the image; empty for none.
    public var title: String
    /// Words below the image; empty for none.
    public var caption: String
    /// Whether it has a frame, such as a wrong prediction.
    public var isMarked: Bool

    /// Creates an image with its words.
    public init(_ image: Image, title: String = "", caption: String = "", isMarked: Bool = false) {
      self.image = image
      self.title = title
      self.caption = caption
      self.isMarked = isMarked
    }
  }

  /// The heading; empty for none.
  public var title: String
  /// What the images show, for those who don't see them.
  public var summary: String
  /// Row after row, from the left.
  public var items: [Item]
  /// How many images there are in a row, 1 or more.
  public var columns: Int
  /// Words at the left of each row, such as "λ = 0"; empty for none.
  public var rowLabels: [String]
  /// The scale of images that were made of numbers, for a colour bar.
  public var scale: ColourScale?

  /// - Parameters:
  ///   - items: row after row.
  ///   - columns: how many images there are in a row.
  public init(
    title: String = "", items: [Item], columns: Int, rowLabels: [String] = [],
    scale: ColourScale? = nil, summary: String = ""
  ) {
    self.title = title
    self.items = items
    self.columns = max(1, columns)
    self.rowLabels = rowLabels
    self.scale = scale
    self.summary = summary
  }

  private static let gap = 8.0
  private static let lineHeight = 15.0

  /// Draws all images equally large in `width` pixels; the height follows from the number of rows.
  public func drawing(width: Double) -> Drawing {
    var canvas = Canvas()
    let top = canvas.title(title, width: width) + 2
    guard !items.isEmpty else {
      canvas.text(
        "no images", at: Point(x: width / 2, y: top + 30), size: Typography.title, ink: .muted,
        anchor: .middle)
      return Drawing(
        width: width, height: top + 60, description: description, markup: canvas.markup)
    }
    let labels = rowLabels.map { Text.truncated($0, size: Typography.tick, to: width * 0.25) }
    let labelWidth = labels.map { Text.width($0, size: Typography.tick) + 8 }.max() ?? 0
    let bar = scale.map { ColourBar($0, format: .automatic, caption: "", height: 150) }
    let left = Typography.margin + labelWidth
    let room = width - left - Typography.margin - (bar?.width ?? 0)
    let columns = min(columns, items.count)
    let size = min(130, (room + Self.gap) / Double(columns) - Self.gap)
    let imagesRight = left + Double(columns) * (size + Self.gap) - Self.gap

    var y = top
    var imagesTop: Double?
    for start in stride(from: 0, to: items.count, by: columns) {
      let row = items[start..<min(start + columns, items.count)]
      let titles = row.map { lines($0.title, size) }
      let captions = row.map { lines($0.caption, size) }
      let titleHeight = Double(titles.map(\.count).max() ?? 0) * Self.lineHeight
      let imageTop = y + titleHeight + (titleHeight > 0 ? 2 : 0)
      imagesTop = imagesTop ?? imageTop
      let heights = row.map { size * Double($0.image.height) / Double($0.image.width) }
      let height = min(heights.max() ?? size, size * 2)
      let index = start / columns
      if labels.indices.contains(index) {
        canvas.text(
          labels[index], at: Point(x: left - 8, y: imageTop + height / 2 + 4.5),
          size: Typography.tick, anchor: .end)
      }
      for (column, item) in row.enumerated() {
        let frame = Frame(
          x: left + Double(column) * (size + Self.gap), y: imageTop, width: size,
          height: min(heights[column], height))
        draw(item, titles[column], captions[column], on: &canvas, in: frame)
      }
      let captionHeight = Double(captions.map(\.count).max() ?? 0) * Self.lineHeight
      y = imageTop + height + captionHeight + Self.gap + (captionHeight > 0 ? 6 : 0)
    }
    bar?.draw(
      on: &canvas,
      in: Frame(
        x: imagesRight, y: imagesTop ?? top, width: bar?.width ?? 0,
        height: min(max(60, y - (imagesTop ?? top) - Self.gap), 260)))
    return Drawing(
      width: width, height: max(y, (imagesTop ?? top) + 72) + Typography.margin - Self.gap + 2,
      description: description, markup: canvas.markup)
  }

  private func lines(_ text: String, _ width: Double) -> [String] {
    // What is said about an image may be a little wider than a narrow one.
    Text.lines(text, size: Typography.note, width: width + Self.gap - 2, atMost: 2)
  }

  private func draw(
    _ item: Item, _ titles: [String], _ captions: [String], on canvas: inout Canvas, in frame: Frame
  ) {
    let middle = frame.x + frame.width / 2
    for (line, text) in titles.reversed().enumerated() {
      canvas.text(
        text, at: Point(x: middle, y: frame.y - 5 - Double(line) * Self.lineHeight),
        size: Typography.note, anchor: .middle)
    }
    let words = [item.title, item.caption].filter { !$0.isEmpty }.joined(separator: "; ")
    canvas.image(item.image, in: frame, tip: words.isEmpty ? nil : words)
    canvas.rectangle(
      item.isMarked
        ? Frame(x: frame.x - 1, y: frame.y - 1, width: frame.width + 2, height: frame.height + 2)
        : frame,
      stroke: item.isMarked ? .series(1) : .axis, width: item.isMarked ? 3 : 0.6)
    for (line, text) in captions.enumerated() {
      canvas.text(
        text, at: Point(x: middle, y: frame.bottom + 14 + Double(line) * Self.lineHeight),
        size: Typography.note, anchor: .middle, bold: item.isMarked)
    }
  }

  private var description: String {
    var sentences = summary.isEmpty ? [] : [summary]
    sentences.append("\(items.count) image\(items.count == 1 ? "" : "s").")
    for (index, item) in items.prefix(40).enumerated() {
      let words = [item.title, item.caption].filter { !$0.isEmpty }
      guard !words.isEmpty else { continue }
      sentences.append(
        "\(index + 1): \(words.joined(separator: ", "))\(item.isMarked ? ", marked" : "").")
    }
    return sentences.joined(separator: " ")
  }
}
