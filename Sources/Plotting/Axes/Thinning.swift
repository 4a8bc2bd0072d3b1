/// Leaves out what can't be seen of many points, and nothing that can.
enum Thinning {
  /// The points of a line, in pieces between its gaps.
  ///
  /// Of points that follow each other within one column of pixels, the first, the lowest, the highest
  /// and the last are kept: every peak is drawn. A gap narrower than half a pixel is closed.
  ///
  /// - Parameter points: in pixels; nil where there is a gap.
  static func line(_ points: [Point?]) -> [[Point]] {
    var pieces: [[Point]] = []
    var piece: [Point] = []
    var column: [Point] = []
    var last: Point?
    var gap = false

    func isSameColumn(_ a: Point, _ b: Point) -> Bool { a.x.rounded(.down) == b.x.rounded(.down) }

    for point in points {
      guard let point else {
        gap = true
        continue
      }
      if let before = last {
        if gap, abs(point.x - before.x) >= 0.5 {
          pieces.append(piece + extremes(of: column))
          (piece, column) = ([], [])
        } else if !isSameColumn(point, before) {
          piece += extremes(of: column)
          column = []
        }
      }
      column.append(point)
      (last, gap) = (point, false)
    }
    piece += extremes(of: column)
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  private static func extremes(of column: [Point]) -> [Point] {
    guard column.count > 4,
      let lowest = column.indices.min(by: { column[$0].y < column[$1].y }),
      let highest = column.indices.max(by: { column[$0].y < column[$1].y })
    else { return column }
    return Set([0, lowest, highest, column.count - 1]).sorted().map { column[$0] }
  }

  /// The points of a cloud: one for each place, the outermost in any case.
  ///
  /// - Parameter limit: how many may be left.
  static func cloud(_ points: [Point], limit: Int = 4_000) -> [Point] {
    guard points.count > limit else { return points }
    let outermost = Set(
      [
        points.indices.min { points[$0].x < points[$1].x },
        points.indices.max { points[$0].x < points[$1].x },
        points.indices.min { points[$0].y < points[$1].y },
        points.indices.max { points[$0].y < points[$1].y },
      ].compactMap { $0 })
    struct Cell: Hashable { let column, row: Int }
    var size = 1.0
    while true {
      var taken: Set<Cell> = []
      let kept = points.indices.filter { index in
        let point = points[index]
        let cell = Cell(
          column: Int((point.x / size).rounded(.down)), row: Int((point.y / size).rounded(.down)))
        return taken.insert(cell).inserted || outermost.contains(index)
      }
      if kept.count <= limit + 4 || size > 64 { return kept.map { points[$0] } }
      size += 1
    }
  }

  /// The outline of a band between two lines: what of it can be seen in each column of pixels.
  ///
  /// - Parameter points: pairs at one horizontal place; nil where there is a gap.
  static func band(_ points: [(lower: Point, upper: Point)?]) -> [[Point]] {
    var pieces: [[(lower: Point, upper: Point)]] = [[]]
    for pair in points {
      guard let pair else {
        if pieces.last?.isEmpty == false { pieces.append([]) }
        continue
      }
      let end = pieces.count - 1
      if let before = pieces[end].last,
        before.lower.x.rounded(.down) == pair.lower.x.rounded(.down)
      {
        let count = pieces[end].count
        pieces[end][count - 1].lower.y = max(before.lower.y, pair.lower.y)
        pieces[end][count - 1].upper.y = min(before.upper.y, pair.upper.y)
      } else {
        pieces[end].append(pair)
      }
    }
    return pieces.filter { !$0.isEmpty }.map { $0.map(\.upper) + $0.reversed().map(\.lower) }
  }
}
