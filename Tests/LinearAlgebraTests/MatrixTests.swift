import LinearAlgebra
import Testing

@Suite("Matrix: creating, reading and changing")
struct MatrixTests {
  private let sample: Matrix = [[1, 2, 3], [4, 5, 6]]

  @Test("The initialisers give the shape and numbers they promise")
  func creating() {
    #expect(sample.shape == (2, 3))
    #expect(sample.rows == 2)
    #expect(sample.columns == 3)
    #expect(sample.count == 6)
    #expect(sample.elements == [1, 2, 3, 4, 5, 6])
    #expect(Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]) == sample)
    #expect(Matrix(rows: [[1, 2, 3], [4, 5, 6]]) == sample)
    #expect(Matrix([[1, 2, 3], [4, 5, 6]]) == sample)
    #expect(Matrix(rows: 2, columns: 3) { i, j in Double(3 * i + j + 1) } == sample)
    #expect(Matrix(rows: 1, columns: 2, repeating: 5) == [[5, 5]])
    #expect(Matrix.zeros(1, 2) == [[0, 0]])
    #expect(Matrix.ones(2, 1) == [[1], [1]])
    #expect(Matrix.identity(2) == [[1, 0], [0, 1]])
    #expect(Matrix.diagonal([2, 3]) == [[2, 0], [0, 3]])
  }

  @Test("Either side may be zero", arguments: [(0, 0), (0, 3), (3, 0)])
  func empty(rows: Int, columns: Int) {
    let empty = Matrix.zeros(rows, columns)
    #expect(empty.shape == (rows, columns))
    #expect(empty.count == 0)
    #expect(empty.transposed().shape == (columns, rows))
    #expect((empty + empty) == empty)
    #expect((empty + Vector.zeros(columns)) == empty)
    #expect(empty.sum() == 0)
    #expect(empty.norm() == 0)
    #expect(empty.diagonal == [])
    #expect(empty.rowSums() == .zeros(rows))
    #expect(empty.columnSums() == .zeros(columns))
  }

  @Test("Matrices of different shapes differ, also if both are empty")
  func equality() {
    #expect(Matrix.zeros(0, 3) != Matrix.zeros(3, 0))
    #expect(Matrix(rows: []) == Matrix.zeros(0, 0))
    #expect(sample != sample.reshaped(rows: 3, columns: 2))
  }

  @Test("Elements, rows and columns can be read")
  func reading() {
    #expect(sample[1, 2] == 6)
    #expect(sample.row(1) == [4, 5, 6])
    #expect(sample.column(1) == [2, 5])
    #expect(sample.diagonal == [1, 5])
    #expect(sample.transposed().diagonal == [1, 5])
    #expect(sample[rows: 1..<2] == [[4, 5, 6]])
    #expect(sample[rows: 1...] == [[4, 5, 6]])
    #expect(sample[rows: ..<0].shape == (0, 3))
    #expect(sample.gather(rows: [1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(sample.gather(rows: []).shape == (0, 3))
    #expect(sample.withUnsafeBufferPointer { $0[5] } == 6)
  }

  @Test("Elements, rows and columns can be changed; a copy doesn't follow")
  func changing() {
    var a = sample
    a[0, 0] = 10
    a[0, 0] += 1
    #expect(a == [[11, 2, 3], [4, 5, 6]])
    a.setRow(1, to: [7, 8, 9])
    #expect(a == [[11, 2, 3], [7, 8, 9]])
    a.setColumn(2, to: [0, 1])
    #expect(a == [[11, 2, 0], [7, 8, 1]])
    a.withUnsafeMutableBufferPointer { $0[0] = 5 }
    #expect(a == [[5, 2, 0], [7, 8, 1]])
    #expect(sample == [[1, 2, 3], [4, 5, 6]])
  }

  @Test("In-place changes keep the memory where it is")
  func inPlace() {
    var a = randomMatrix(10, 10)
    let address = a.withUnsafeBufferPointer { $0.baseAddress }
    a += 1
    a -= randomMatrix(10, 10, seed: 2)
    a += randomVector(10)
    a.setRow(3, to: randomVector(10))
    a.setColumn(3, to: randomVector(10))
    a[0, 0] = 1
    #expect(a.withUnsafeBufferPointer { $0.baseAddress } == address)
  }

  @Test("Other shapes keep the order of the elements")
  func otherShapes() {
    #expect(sample.reshaped(rows: 3, columns: 2) == [[1, 2], [3, 4], [5, 6]])
    #expect(sample.flattened() == [1, 2, 3, 4, 5, 6])
    #expect(sample.appendingColumn([8, 9]) == [[1, 2, 3, 8], [4, 5, 6, 9]])
    #expect(Matrix.zeros(2, 0).appendingColumn([8, 9]) == [[8], [9]])
    #expect(sample.map { $0 * $0 } == [[1, 4, 9], [16, 25, 36]])
  }

  @Test("transposed swaps rows and columns", arguments: interestingShapes)
  func transposed(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    #expect(a.transposed() == Matrix(rows: columns, columns: rows) { i, j in a[j, i] })
    #expect(a.transposed().transposed() == a)
  }
}
