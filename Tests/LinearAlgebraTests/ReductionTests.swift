import LinearAlgebra
import Testing

@Suite("Reductions")
struct ReductionTests {
  @Test("Sums and norms of a vector agree with plain loops", arguments: interestingCounts)
  func sums(count: Int) {
    let v = randomVector(count)
    let squares = v.reduce(0) { $0 + $1 * $1 }
    #expect(isClose([v.sum()], [v.reduce(0, +)]))
    #expect(isClose([v.norm1()], [v.reduce(0) { $0 + $1.magnitude }]))
    #expect(isClose([v.squaredNorm()], [squares]))
    #expect(isClose([v.norm()], [squares.squareRoot()]))
    #expect(v.normInfinity() == v.reduce(0) { max($0, $1.magnitude) })
  }

  @Test("Extremes of a vector agree with the standard library", arguments: interestingCounts)
  func extremes(count: Int) throws {
    guard count > 0 else { return }
    let v = randomVector(count)
    #expect(v.maximum() == v.max())
    #expect(v.minimum() == v.min())
    #expect(v.argmax() == v.firstIndex(of: v.maximum()))
    #expect(v.argmin() == v.firstIndex(of: v.minimum()))
    #expect(isClose([v.mean()], [v.reduce(0, +) / Double(count)]))
  }

  @Test("Summing a tenth a million times stays exact to the last digits")
  func pairwise() {
    let tenths = Vector(repeating: 0.1, count: 1_000_000)
    #expect((tenths.sum() - 100_000).magnitude < 1e-9)
    #expect((tenths.norm1() - 100_000).magnitude < 1e-9)
  }

  @Test("Of equals, the first is the largest or smallest")
  func ties() {
    #expect(Vector([2, 7, 1, 7, 1]).argmax() == 1)
    #expect(Vector([2, 7, 1, 7, 1]).argmin() == 2)
    #expect(Vector([0, -0.0]).argmin() == 0)
    #expect(Vector([-.infinity, -.infinity]).argmax() == 0)
  }

  @Test("NaN spreads to extremes, and argmax finds the first one, as in NumPy")
  func notANumber() {
    let v: Vector = [1, .nan, 3, .nan]
    #expect(v.maximum().isNaN)
    #expect(v.minimum().isNaN)
    #expect(v.normInfinity().isNaN)
    #expect(v.norm().isNaN)
    #expect(v.sum().isNaN)
    #expect(v.argmax() == 1)
    #expect(v.argmin() == 1)
    #expect(Vector([.nan, 1]).argmax() == 0)
    #expect(Vector([.nan, .infinity]).norm().isNaN)
  }

  @Test(
    "The norm neither overflows nor vanishes",
    arguments: [1e200, 1e-200, 1e307, .leastNonzeroMagnitude, 1e-300, 1])
  func extremeNorms(scale: Double) {
    #expect(isClose([Vector([3 * scale, -4 * scale]).norm() / scale], [5]))
    #expect(isClose([Matrix([[3 * scale], [4 * scale]]).norm() / scale], [5]))
  }

  @Test("The norm of an infinite vector is infinite")
  func infiniteNorm() {
    #expect(Vector([1, -.infinity]).norm() == .infinity)
  }

  @Test("Empty vectors sum to zero")
  func empty() {
    let empty = Vector([])
    #expect([empty.sum(), empty.norm(), empty.norm1(), empty.normInfinity()] == [0, 0, 0, 0])
  }
}

@Suite("Reductions of a matrix")
struct MatrixReductionTests {
  @Test("Rows and columns reduce as the vectors they are", arguments: interestingShapes)
  func rowsAndColumns(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    let everyRow = (0..<rows).map { a.row($0) }
    let everyColumn = (0..<columns).map { a.column($0) }
    #expect(isClose(a.rowSums(), everyRow.map { $0.sum() }))
    #expect(isClose(a.columnSums(), everyColumn.map { $0.sum() }))
    guard a.count > 0 else { return }
    #expect(isClose(a.rowMeans(), everyRow.map { $0.mean() }))
    #expect(isClose(a.columnMeans(), everyColumn.map { $0.mean() }))
    #expect(a.rowMaxima() == Vector(everyRow.map { $0.maximum() }))
    #expect(a.columnMaxima() == Vector(everyColumn.map { $0.maximum() }))
    #expect(a.rowArgmaxima() == everyRow.map { $0.argmax() })
    #expect(a.columnArgmaxima() == everyColumn.map { $0.argmax() })
  }

  @Test("The whole matrix reduces as the vector of its elements", arguments: interestingShapes)
  func whole(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    let v = a.flattened()
    #expect(a.sum() == v.sum())
    #expect(a.norm() == v.norm())
    #expect(a.squaredNorm() == v.squaredNorm())
    #expect(a.norm1() == v.norm1())
    #expect(a.normInfinity() == v.normInfinity())
    guard a.count > 0 else { return }
    #expect(a.mean() == v.mean())
    #expect(a.maximum() == v.maximum())
    #expect(a.minimum() == v.minimum())
    #expect(a.argmax() == (v.argmax() / columns, v.argmax() % columns))
  }

  @Test("NaN and ties follow the same rules in every direction")
  func notANumber() {
    let a: Matrix = [[1, 5, 5], [.nan, 0, 9], [.nan, 5, -.infinity]]
    #expect(a.rowArgmaxima() == [1, 0, 0])
    #expect(a.columnArgmaxima() == [1, 0, 1])
    #expect(a.rowMaxima().map(\.isNaN) == [false, true, true])
    #expect(a.columnMaxima().map(\.isNaN) == [true, false, false])
    #expect(a.argmax() == (1, 0))
    #expect(Matrix([[-.infinity]]).columnMaxima() == [-.infinity])
  }

  @Test("Without rows there are no row maxima, and without columns no column maxima")
  func empty() {
    #expect(Matrix.zeros(0, 3).rowMaxima() == [])
    #expect(Matrix.zeros(0, 3).rowMeans() == [])
    #expect(Matrix.zeros(3, 0).columnMaxima() == [])
    #expect(Matrix.zeros(3, 0).columnMeans() == [])
    #expect(Matrix.zeros(0, 3).rowArgmaxima() == [])
    #expect(Matrix.zeros(3, 0).columnArgmaxima() == [])
  }
}
