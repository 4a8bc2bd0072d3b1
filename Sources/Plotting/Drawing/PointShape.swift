/// The mark of a data point: series differ by it as well as by colour.
enum PointShape: Int, CaseIterable {
  case circle, square, triangle, diamond, inverted, plus, cross

  init(series index: Int) { self = Self.allCases[index % Self.allCases.count] }

  /// Whether it has lines only, no area to fill.
  var isOpen: Bool { self == .plus || self == .cross }

  /// The path of the mark around a place.
  func path(at place: Point, radius: Double) -> String {
    let n = Canvas.number
    func start(_ x: Double, _ y: Double) -> String { "M\(n(place.x + x)) \(n(place.y + y))" }
    let r = radius
    switch self {
    case .circle:
      return start(-r, 0)
        + "a\(n(r)) \(n(r)) 0 1 0 \(n(2 * r)) 0a\(n(r)) \(n(r)) 0 1 0 \(n(-2 * r)) 0z"
    case .square:
      let a = 0.9 * r
      return start(-a, -a) + "h\(n(2 * a))v\(n(2 * a))h\(n(-2 * a))z"
    case .triangle:
      return start(0, -1.25 * r) + "l\(n(1.15 * r)) \(n(2 * r))h\(n(-2.3 * r))z"
    case .diamond:
      let a = 1.3 * r
      return start(0, -a) + "l\(n(a)) \(n(a))l\(n(-a)) \(n(a))l\(n(-a)) \(n(-a))z"
    case .inverted:
      return start(0, 1.25 * r) + "l\(n(1.15 * r)) \(n(-2 * r))h\(n(-2.3 * r))z"
    case .plus:
      let a = 1.2 * r
      return start(-a, 0) + "h\(n(2 * a))" + start(0, -a) + "v\(n(2 * a))"
    case .cross:
      return start(-r, -r) + "l\(n(2 * r)) \(n(2 * r))" + start(-r, r) + "l\(n(2 * r)) \(n(-2 * r))"
    }
  }
}

extension Canvas {
  /// Draws marks at some places, all in one path.
  mutating func marks(
    _ places: [Point], shape: PointShape, ink: Ink, radius: Double = 3, opacity: Double = 1
  ) {
    let data = places.map { shape.path(at: $0, radius: radius) }.joined()
    if shape.isOpen {
      path(data, stroke: ink, width: radius * 0.6, opacity: opacity)
    } else {
      path(data, fill: ink, opacity: opacity)
    }
  }
}
