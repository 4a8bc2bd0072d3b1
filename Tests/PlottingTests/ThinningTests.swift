import Testing

@testable import Plotting

@Suite("Many points are thinned, and nothing that can be seen is lost")
struct ThinningTests {
  private func points(_ count: Int, width: Double = 500) -> [Point] {
    (0..<count).map { index in
      Point(x: Double(index) / Double(count) * width, y: Examples.noise(index) * 100)
    }
  }

  @Test("In each column of pixels a line has the same lowest and highest place as before")
  func extremes() {
    var all = points(100_000)
    all[54_321].y = -400
    let pieces = Thinning.line(all)
    #expect(pieces.count == 1)
    let kept = pieces[0]
    #expect(kept.count <= 2_000)
    #expect(kept.first == all.first && kept.last == all.last)
    #expect(kept.contains(all[54_321]))
    func columns(_ points: [Point]) -> [Int: Extent] {
      points.reduce(into: [:]) { $0[Int($1.x), default: Extent()].add($1.y) }
    }
    #expect(columns(kept) == columns(all))
  }

  @Test("Few points stay as they are")
  func few() {
    let all = points(20)
    #expect(Thinning.line(all) == [all])
    #expect(Thinning.cloud(all) == all)
    #expect(Thinning.line([]) == [])
  }

  @Test("A gap divides a line; one that can't be seen doesn't")
  func gaps() {
    let (a, b, c) = (Point(x: 0, y: 0), Point(x: 10, y: 1), Point(x: 20, y: 2))
    #expect(Thinning.line([a, nil, b, c]) == [[a], [b, c]])
    #expect(Thinning.line([nil, a, b, nil]) == [[a, b]])
    #expect(Thinning.line([nil, nil]) == [])
    let near = Point(x: 10.1, y: 1)
    #expect(Thinning.line([a, b, nil, near, c]) == [[a, b, near, c]])
  }

  @Test("A line that goes back is not sorted")
  func unsorted() {
    let all = [5.0, 1, 9, 1].map { Point(x: $0, y: $0) }
    #expect(Thinning.line(all) == [all])
  }

  @Test("A cloud keeps its outermost points")
  func cloud() {
    var all = points(100_000)
    all[777] = Point(x: 250, y: -300)
    all[778] = Point(x: 900, y: 50)
    let kept = Thinning.cloud(all)
    #expect(kept.count <= 4_004)
    #expect(kept.contains(all[777]) && kept.contains(all[778]))
  }

  @Test("A band is as wide as in any point of its column, and has the line's gaps")
  func band() {
    func pair(_ x: Double, _ lower: Double, _ upper: Double) -> (lower: Point, upper: Point) {
      (Point(x: x, y: lower), Point(x: x, y: upper))
    }
    let outlines = Thinning.band([pair(0, 9, 5), pair(0.5, 12, 6), nil, pair(3, 4, 1)])
    #expect(
      outlines == [
        [Point(x: 0, y: 5), Point(x: 0, y: 12)], [Point(x: 3, y: 1), Point(x: 3, y: 4)],
      ])
  }
}
