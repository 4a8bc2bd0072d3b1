/// A place of the plane.
struct PenPoint: Equatable {
  var x: Double
  var y: Double
}

/// The lines of a pen, as `LetterShapes` writes them.
struct PenPath {
  /// A line of the pen: its points, and which of them only draw a curve towards themselves.
  struct Stroke {
    var points: [PenPoint]
    var isControl: [Bool]
  }

  var strokes: [Stroke] = []

  /// Reads a path.
  init(_ text: String) {
    for word in text.split(separator: " ") {
      let isLetter = word.first.map { $0.isLetter } ?? false
      let numbers = word.drop { $0.isLetter }.split(separator: ",").compactMap { Double($0) }
      let point = PenPoint(x: numbers[0], y: numbers[1])
      if word.hasPrefix("M") { strokes.append(Stroke(points: [], isControl: [])) }
      strokes[strokes.count - 1].points.append(point)
      strokes[strokes.count - 1].isControl.append(isLetter && word.hasPrefix("Q"))
    }
  }

  /// How many straight lines a curve is drawn as.
  private static let pieces = 6

  /// The straight lines that the pen draws when each point stands where `place` puts it.
  func lines(_ place: (PenPoint) -> PenPoint) -> [(from: PenPoint, to: PenPoint)] {
    var lines: [(from: PenPoint, to: PenPoint)] = []
    for stroke in strokes {
      let points = stroke.points.map(place)
      var last = points[0]
      var towards: PenPoint?
      for (point, isControl) in zip(points, stroke.isControl).dropFirst() {
        if isControl {
          towards = point
          continue
        }
        let start = last
        for piece in 1...(towards == nil ? 1 : Self.pieces) {
          let next =
            towards.map { Self.curve(start, $0, point, Double(piece) / Double(Self.pieces)) }
            ?? point
          lines.append((last, next))
          last = next
        }
        towards = nil
      }
    }
    return lines
  }

  /// (1 − t)² a + 2 (1 − t) t b + t² c
  private static func curve(
    _ a: PenPoint, _ b: PenPoint, _ c: PenPoint, _ t: Double
  ) -> PenPoint {
    let (u, v, w) = ((1 - t) * (1 - t), 2 * (1 - t) * t, t * t)
    return PenPoint(x: u * a.x + v * b.x + w * c.x, y: u * a.y + v * b.y + w * c.y)
  }
}

/// The square of the distance of a point from a line between two others.
func squaredDistance(_ x: Double, _ y: Double, _ line: (from: PenPoint, to: PenPoint)) -> Double {
  let (dx, dy) = (line.to.x - line.from.x, line.to.y - line.from.y)
  let length = dx * dx + dy * dy
  let along = length > 0 ? ((x - line.from.x) * dx + (y - line.from.y) * dy) / length : 0
  let t = min(max(along, 0), 1)
  let (ex, ey) = (x - line.from.x - t * dx, y - line.from.y - t * dy)
  return ex * ex + ey * ey
}
