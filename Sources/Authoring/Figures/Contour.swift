/// Where a function of two numbers has a certain value: lines through a grid of its values.
///
/// - Source: W. E. Lorensen and H. E. Cline, "Marching cubes", 1987, in two dimensions.
struct Contour {
  /// The grid's places.
  let x, y: [Double]
  /// The values less the one that is looked for: a list for each `y`.
  private let heights: [[Double]]

  /// - Parameter values: a list for each `y`, with a value for each `x`.
  init(x: [Double], y: [Double], values: [[Double]], level: Double) {
    (self.x, self.y) = (x, y)
    heights = values.map { $0.map { $0 - level } }
  }

  /// A side of a cell, between a place and its neighbour to the right or above.
  private struct Side: Hashable {
    let row, column: Int
    let isUpright: Bool
  }

  /// The lines, each a list of points. Closed ones end where they begin.
  var lines: [[(x: Double, y: Double)]] {
    var neighbors: [Side: [Side]] = [:]
    var order: [Side] = []
    for row in y.indices.dropLast() {
      for column in x.indices.dropLast() {
        for (a, b) in pairs(row, column) {
          for side in [a, b] where neighbors[side] == nil { order.append(side) }
          neighbors[a, default: []].append(b)
          neighbors[b, default: []].append(a)
        }
      }
    }
    var used: Set<Side> = []
    var lines: [[Side]] = []
    // Lines that end at the grid's edge first: a closed one has no end to begin with.
    for start in order.filter({ neighbors[$0]?.count == 1 }) + order where !used.contains(start) {
      var line = [start]
      used.insert(start)
      while let next = neighbors[line[line.count - 1]]?.first(where: { !used.contains($0) }) {
        line.append(next)
        used.insert(next)
      }
      if neighbors[line[line.count - 1]]?.contains(start) == true, line.count > 2 {
        line.append(start)
      }
      lines.append(line)
    }
    return lines.map { $0.map(point) }
  }

  /// The sides of a cell that the line crosses, two by two.
  private func pairs(_ row: Int, _ column: Int) -> [(Side, Side)] {
    let sides = [
      Side(row: row, column: column, isUpright: false),
      Side(row: row, column: column + 1, isUpright: true),
      Side(row: row + 1, column: column, isUpright: false),
      Side(row: row, column: column, isUpright: true),
    ].filter { side in
      let (first, second) = ends(of: side)
      return (first > 0) != (second > 0)
    }
    return stride(from: 0, to: sides.count - 1, by: 2).map { (sides[$0], sides[$0 + 1]) }
  }

  private func ends(of side: Side) -> (Double, Double) {
    (
      heights[side.row][side.column],
      side.isUpright ? heights[side.row + 1][side.column] : heights[side.row][side.column + 1]
    )
  }

  /// Where on a side the value lies, as if the function were straight there.
  private func point(on side: Side) -> (x: Double, y: Double) {
    let (first, second) = ends(of: side)
    let share = first / (first - second)
    let (left, low) = (x[side.column], y[side.row])
    return side.isUpright
      ? (left, low + share * (y[side.row + 1] - low))
      : (left + share * (x[side.column + 1] - left), low)
  }
}
