/// A place in a drawing, from its left upper corner.
struct Point: Equatable {
  var x, y: Double
}

/// A rectangle in a drawing.
struct Frame: Equatable {
  var x, y, width, height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
}

/// The elements of a drawing, in the order in which they cover each other.
struct Canvas {
  private(set) var markup = ""

  enum Anchor: String { case start, middle, end }

  /// A coordinate in as few characters as a hundredth of a pixel takes, the same on every system.
  static func number(_ value: Double) -> String {
    // A coordinate far outside would only tell how far outside. A little more than each, so that what
    // lies between two hundredths but for the last bit goes to the same one everywhere.
    let hundredths = value.isNaN ? 0 : Int((min(1e5, max(-1e5, value)) * 100 + 1e-6).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole)."
      + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }

  mutating func line(
    from start: Point, to end: Point, ink: Ink, width: Double = 1, dash: Dash? = nil
  ) {
    path(
      "M\(Self.number(start.x)) \(Self.number(start.y))L\(Self.number(end.x)) \(Self.number(end.y))",
      stroke: ink, width: width, dash: dash)
  }

  mutating func path(
    _ data: String, fill: Ink? = nil, stroke: Ink? = nil, width: Double = 1, dash: Dash? = nil,
    opacity: Double = 1, round: Bool = false
  ) {
    guard !data.isEmpty else { return }
    markup += "<path d=\"\(data)\"" + Ink.attributes(fill: fill, stroke: stroke)
    if stroke != nil { markup += " stroke-width=\"\(Self.number(width))\"" }
    if let pattern = dash?.pattern { markup += " stroke-dasharray=\"\(pattern)\"" }
    if round { markup += " stroke-linejoin=\"round\" stroke-linecap=\"round\"" }
    if opacity < 1 { markup += " opacity=\"\(Self.number(opacity))\"" }
    markup += "/>\n"
  }

  /// - Parameter tip: what a browser shows when the pointer rests on it.
  mutating func rectangle(
    _ frame: Frame, fill: Ink? = nil, stroke: Ink? = nil, width: Double = 1, opacity: Double = 1,
    tip: String? = nil
  ) {
    markup += "<rect x=\"\(Self.number(frame.x))\" y=\"\(Self.number(frame.y))\""
    markup += " width=\"\(Self.number(frame.width))\" height=\"\(Self.number(frame.height))\""
    markup += Ink.attributes(fill: fill, stroke: stroke)
    if stroke != nil { markup += " stroke-width=\"\(Self.number(width))\"" }
    if opacity < 1 { markup += " fill-opacity=\"\(Self.number(opacity))\"" }
    markup += tip.map { "><title>\(Text.escaped($0))</title></rect>\n" } ?? "/>\n"
  }

  /// Text on a base line that begins, has its middle or ends at a place.
  ///
  /// - Parameter turned: the angle in degrees, clockwise, around that place.
  mutating func text(
    _ text: String, at place: Point, size: Double, ink: Ink = .text, anchor: Anchor = .start,
    bold: Bool = false, turned: Double = 0
  ) {
    let (x, y) = (Self.number(place.x), Self.number(place.y))
    markup += "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(Self.number(size))\""
    if anchor != .start { markup += " text-anchor=\"\(anchor.rawValue)\"" }
    if bold { markup += " font-weight=\"bold\"" }
    if turned != 0 { markup += " transform=\"rotate(\(Self.number(turned)) \(x) \(y))\"" }
    markup += Ink.attributes(fill: ink, stroke: nil) + ">\(Text.escaped(text))</text>\n"
  }

  /// An image whose pixels stay sharp, fitted into a frame.
  mutating func image(_ image: Image, in frame: Frame, tip: String? = nil) {
    markup += "<image x=\"\(Self.number(frame.x))\" y=\"\(Self.number(frame.y))\""
    markup += " width=\"\(Self.number(frame.width))\" height=\"\(Self.number(frame.height))\""
    markup += " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\""
    markup += " href=\"\(image.dataURI)\""
    markup += tip.map { "><title>\(Text.escaped($0))</title></image>\n" } ?? "/>\n"
  }

  /// Draws inside a frame only: what is outside is cut off.
  mutating func clipped(to frame: Frame, _ draw: (inout Canvas) -> Void) {
    let numbers = [frame.x, frame.y, frame.width, frame.height].map(Self.number)
    markup += "<svg x=\"\(numbers[0])\" y=\"\(numbers[1])\" width=\"\(numbers[2])\""
    markup += " height=\"\(numbers[3])\" viewBox=\"\(numbers.joined(separator: " "))\""
    // A nested drawing cuts off without a name that two drawings on one page could share.
    markup += " overflow=\"hidden\">\n"
    draw(&self)
    markup += "</svg>\n"
  }

  /// Puts another canvas's drawing at a place.
  mutating func place(_ other: String, at place: Point) {
    markup += "<g transform=\"translate(\(Self.number(place.x)) \(Self.number(place.y)))\">\n"
    markup += other + "</g>\n"
  }
}
