import LinearAlgebra
import Testing

@Suite("A vector beside each row or column, against loops")
struct EachRowAndColumnTests {
  @Test("One number for each row", arguments: interestingShapes)
  func columnVector(rows: Int, columns: Int) {
    let (a, v) = (randomMatrix(rows, columns), randomVector(rows, seed: 2))
    func expected(_ op: (Double, Double) -> Double) -> Matrix {
      Matrix(rows: rows, columns: columns) { i, j in op(a[i, j], v[i]) }
    }
    #expect(a.adding(toEachColumn: v) == expected(+))
    #expect(a.subtracting(fromEachColumn: v) == expected(-))
    #expect(a.multiplying(eachColumnBy: v) == expected(*))
    #expect(a.dividing(eachColumnBy: v) == expected(/))
  }

  @Test("One number for each column", arguments: interestingShapes)
  func rowVector(rows: Int, columns: Int) {
    let (a, v) = (randomMatrix(rows, columns), randomVector(columns, seed: 2))
    func expected(_ op: (Double, Double) -> Double) -> Matrix {
      Matrix(rows: rows, columns: columns) { i, j in op(a[i, j], v[j]) }
    }
    #expect(a.adding(toEachRow: v) == expected(+))
    #expect(a.subtracting(fromEachRow: v) == expected(-))
    #expect(a.multiplying(eachRowBy: v) == expected(*))
    #expect(a.dividing(eachRowBy: v) == expected(/))
  }

  @Test("The numbers of another matrix's rows go to every row where only that fits")
  func numbersOfRows() {
    let (x, w) = (randomMatrix(5, 3), randomMatrix(4, 3, seed: 2))
    let products = matmul(x, w, transposeB: true)
    let squares = (w * w).rowSums()
    #expect(products + (w * w).rowSums() == products + squares)
    #expect(products - (w * w).rowMeans() == products - (w * w).rowMeans().map { $0 })
    // Away from a matrix they are a vector, as ever.
    let maxima = w.rowMaxima()
    #expect(maxima == Vector((0..<4).map { w.row($0).maximum() }))
    #expect(w.rowMinima() == Vector((0..<4).map { w.row($0).minimum() }))
  }

  @Test(
    "The smallest of every row and column", arguments: [(0, 0), (1, 1), (1, 9), (9, 1), (17, 33)])
  func minima(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    #expect(a.rowMinima().elements == (0..<rows).map { a.row($0).minimum() })
    #expect(a.columnMinima().elements == (0..<columns).map { a.column($0).minimum() })
    #expect(Matrix([[1, .nan], [0, 2]]).columnMinima()[1].isNaN)
  }

  @Test("Spread of rows, columns and all", arguments: [(1, 1), (1, 9), (9, 1), (5, 7), (17, 33)])
  func spread(rows: Int, columns: Int) {
    let a = 3 * randomMatrix(rows, columns) + 2
    func variance(_ numbers: [Double]) -> Double {
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      return numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(numbers.count)
    }
    let ofRows = (0..<rows).map { variance(a.row($0).elements) }
    let ofColumns = (0..<columns).map { variance(a.column($0).elements) }
    #expect(isClose(a.rowVariances(), ofRows))
    #expect(isClose(a.columnVariances(), ofColumns))
    #expect(isClose(a.rowStandardDeviations(), ofRows.map { $0.squareRoot() }))
    #expect(isClose(a.columnStandardDeviations(), ofColumns.map { $0.squareRoot() }))
    #expect(isClose([a.variance()], [variance(a.elements)]))
    #expect(isClose([a.standardDeviation()], [variance(a.elements).squareRoot()]))
    #expect(isClose([a.flattened().variance()], [variance(a.elements)]))
  }

  @Test("No rows or no columns have no spread to speak of")
  func emptySpread() {
    #expect(Matrix.zeros(0, 3).rowVariances().isEmpty)
    #expect(Matrix.zeros(3, 0).columnVariances().isEmpty)
  }
}
