import LinearAlgebra
import Testing

@Suite("Parts of arrays and what is put together, against loops")
struct PartsTests {
  @Test("Rows, columns and both at once", arguments: [(0, 0), (0, 3), (3, 0), (1, 1), (5, 7)])
  func parts(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    for low in 0...rows {
      for left in 0...columns {
        let part = Matrix(rows: rows - low, columns: columns - left) { i, j in a[low + i, left + j]
        }
        #expect(a[rows: low..., columns: left...] == part)
        var b = a
        b[rows: low..., columns: left...] = part + 1
        let changed = Matrix(rows: rows, columns: columns) { i, j in
          a[i, j] + (i >= low && j >= left ? 1 : 0)
        }
        #expect(b == changed)
      }
      var b = a
      b[rows: ..<low] = a[rows: ..<low] * 2
      #expect(b == Matrix(rows: rows, columns: columns) { i, j in a[i, j] * (i < low ? 2 : 1) })
    }
    for left in 0...columns {
      let part = Matrix(rows: rows, columns: left) { i, j in a[i, j] }
      #expect(a[columns: ..<left] == part)
      var b = a
      b[columns: ..<left] = part * 2
      #expect(b == Matrix(rows: rows, columns: columns) { i, j in a[i, j] * (j < left ? 2 : 1) })
    }
  }

  @Test("Columns and elements at given positions")
  func gather() {
    let a: Matrix = [[1, 2, 3], [4, 5, 6]]
    #expect(a.gather(columns: [2, 0, 2]) == [[3, 1, 3], [6, 4, 6]])
    #expect(a.gather(columns: []) == Matrix.zeros(2, 0))
    #expect(a.elements(inColumns: [2, 0]) == [3, 4])
    #expect(Matrix.zeros(0, 3).elements(inColumns: []) == [])
  }

  @Test("Rows and columns as vectors, and back", arguments: interestingShapes)
  func vectors(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    #expect(a.rowVectors.count == rows && a.columnVectors.count == columns)
    if rows > 0 { #expect(Matrix(rows: a.rowVectors) == a) }
    if columns > 0 { #expect(Matrix(columns: a.columnVectors) == a) }
    #expect(Matrix(columns: []) == Matrix.zeros(0, 0))
  }

  @Test("One below or beside the other", arguments: interestingShapes)
  func joining(rows: Int, columns: Int) {
    let (a, b) = (randomMatrix(rows, columns), randomMatrix(rows + 2, columns, seed: 2))
    let below = a.appending(rows: b)
    #expect(below.shape == (2 * rows + 2, columns))
    #expect(below[rows: ..<rows] == a && below[rows: rows...] == b)
    let c = randomMatrix(rows, columns + 1, seed: 3)
    let beside = a.appending(columns: c)
    #expect(beside.shape == (rows, 2 * columns + 1))
    #expect(beside[columns: ..<columns] == a && beside[columns: columns...] == c)
    let v = randomVector(columns, seed: 4)
    #expect(
      a.appendingRow(v)
        == a.appending(rows: Matrix(rows: 1, columns: columns, elements: v.elements)))
    #expect(v.appending(v).elements == v.elements + v.elements)
  }

  @Test("Whole numbers, zeros and ones")
  func creating() {
    #expect(Vector(0..<4) == [0, 1, 2, 3])
    #expect(Vector([7, 5, 7].map { Int($0) }) == [7, 5, 7])
    #expect(Vector([1, 2.5]) == [1, 2.5])
    #expect(Vector.zeros(like: [1, 2]) == [0, 0] && Vector.ones(like: [1, 2]) == [1, 1])
    #expect(Matrix.zeros(like: [[1, 2]]) == [[0, 0]] && Matrix.ones(like: [[1, 2]]) == [[1, 1]])
  }

  @Test("Order, running sums, counts", arguments: interestingCounts)
  func order(count: Int) {
    let v = round(3 * randomVector(count))
    let order = v.argsort()
    #expect(order.sorted() == Array(0..<count))
    for (i, j) in zip(order, order.dropFirst()) {
      #expect(v[i] < v[j] || (v[i] == v[j] && i < j))
    }
    let sums = v.cumulativeSums()
    for i in v.indices { #expect(sums[i] == (0...i).map { v[$0] }.reduce(0, +)) }
    let whole = v.map { Int($0.magnitude) }
    let most = counts(of: whole, below: 20)
    for k in 0..<20 { #expect(most[k] == whole.count { $0 == k }) }
    #expect(counts(of: [], below: 0) == [])
  }

  @Test("NaN comes last, as in NumPy")
  func orderOfNaN() {
    // Computed with NumPy: numpy.argsort([nan, 2, nan, -inf, 1], kind="stable").
    #expect(Vector([.nan, 2, .nan, -.infinity, 1]).argsort() == [3, 4, 1, 0, 2])
  }

  @Test("Medians and quantiles, as NumPy has them")
  func quantiles() {
    let v: Vector = [3, -1, 4, 1.5, 9, 2.6]
    // Computed with NumPy's quantile and, by hand, with definition 7 of Hyndman and Fan.
    #expect(isClose([v.median(), v.quantile(0.1), v.quantile(0.8)], [2.8, 0.25, 4]))
    #expect(v.quantile(0) == -1 && v.quantile(1) == 9)
    #expect(Vector([5]).median() == 5)
    #expect(Vector([.infinity, .infinity]).median() == .infinity)
    #expect(Vector([1, .nan]).median().isNaN)
  }

  @Test("Functions of every element, against the C library's", arguments: interestingCounts)
  func functions(count: Int) {
    let v = randomVector(count)
    let a = v.reshaped(rows: 1, columns: count)
    #expect(pow(v, 2).elements == v.elements.map { pow($0, 2.0) })
    #expect(pow(a, 3).elements == v.elements.map { pow($0, 3.0) })
    #expect(log1p(abs(v)).elements == v.elements.map { log1p($0.magnitude) })
    #expect(
      expm1(v).elements == v.elements.map { expm1($0) } && expm1(a).elements == expm1(v).elements)
    #expect(log1p(abs(a)).elements == log1p(abs(v)).elements)
    #expect(
      round(v).elements == v.elements.map { round($0) } && round(a).elements == round(v).elements)
    #expect(
      sign(v).elements == v.elements.map { $0 > 0 ? 1 : -1 } && sign(a).elements == sign(v).elements
    )
  }

  @Test("Signs, halves and the larger one at their edges")
  func edges() {
    #expect(sign(0) == 0 && sign(Double.nan).isNaN)
    #expect(round(Vector([0.5, 2.5, -1.5])) == [1, 3, -2])
    #expect(pointwiseMax([1, 5], [4, 2]) == Vector([4, 5]))
    #expect(pointwiseMin([1, 5], [4, 2]) == Vector([1, 2]))
    #expect(pointwiseMax(Matrix([[1, 5]]), [[4, 2]]) == [[4, 5]])
    #expect(pointwiseMin(Matrix([[1, 5]]), [[4, 2]]) == [[1, 2]])
    #expect(
      pointwiseMax(Vector([-1, 2]), 0) == [0, 2] && pointwiseMin(Vector([-1, 2]), 0) == [-1, 0])
    #expect(pointwiseMax(Matrix([[-1, 2]]), 0) == [[0, 2]])
    #expect(pointwiseMin(Matrix([[-1, 2]]), 0) == [[-1, 0]])
    for pair in [Vector([1, .nan]), [.nan, 1]] {
      #expect(pointwiseMax(pair, [2, 2]).sum().isNaN)
      #expect(pointwiseMin(pair, [2, 2]).sum().isNaN)
      #expect(pointwiseMin(pair, 2).sum().isNaN)
    }
  }

  @Test("Near and finite")
  func near() {
    let v: Vector = [1, 1000]
    #expect(v.isClose(to: [1.000001, 1000.001]) && !v.isClose(to: [1.0001, 1000]))
    #expect(v.isClose(to: [1.05, 1000], relative: 0, absolute: 0.1))
    #expect(!v.isClose(to: [1, .infinity]) && !Vector([.nan]).isClose(to: [.nan]))
    #expect(Vector([.infinity]).isClose(to: [.infinity]))
    #expect(Matrix([[1, 2]]).isClose(to: [[1, 2]]) && !Matrix([[1, 2]]).isClose(to: [[1, 3]]))
    #expect(v.isFinite && !Vector([1, .nan]).isFinite)
    #expect(Matrix([[1]]).isFinite && !Matrix([[1, -.infinity]]).isFinite)
  }
}
