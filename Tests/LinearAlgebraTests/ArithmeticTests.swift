import LinearAlgebra
import Testing

/// One of + - * /, in every form that the library overloads.
struct Operation: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let onNumbers: @Sendable (Double, Double) -> Double

  let onVectors: @Sendable (Vector, Vector) -> Vector
  let onVectorAndNumber: @Sendable (Vector, Double) -> Vector
  let onNumberAndVector: @Sendable (Double, Vector) -> Vector

  let onMatrices: @Sendable (Matrix, Matrix) -> Matrix
  let onMatrixAndNumber: @Sendable (Matrix, Double) -> Matrix
  let onNumberAndMatrix: @Sendable (Double, Matrix) -> Matrix

  let updateVector: @Sendable (inout Vector, Vector) -> Void
  let updateVectorByNumber: @Sendable (inout Vector, Double) -> Void
  let updateMatrix: @Sendable (inout Matrix, Matrix) -> Void
  let updateMatrixByNumber: @Sendable (inout Matrix, Double) -> Void

  static let all = [
    Operation(
      testDescription: "+", onNumbers: +,
      onVectors: +, onVectorAndNumber: +, onNumberAndVector: +,
      onMatrices: +, onMatrixAndNumber: +, onNumberAndMatrix: +,
      updateVector: +=, updateVectorByNumber: +=,
      updateMatrix: +=, updateMatrixByNumber: +=),
    Operation(
      testDescription: "-", onNumbers: -,
      onVectors: -, onVectorAndNumber: -, onNumberAndVector: -,
      onMatrices: -, onMatrixAndNumber: -, onNumberAndMatrix: -,
      updateVector: -=, updateVectorByNumber: -=,
      updateMatrix: -=, updateMatrixByNumber: -=),
    Operation(
      testDescription: "*", onNumbers: *,
      onVectors: *, onVectorAndNumber: *, onNumberAndVector: *,
      onMatrices: *, onMatrixAndNumber: *, onNumberAndMatrix: *,
      updateVector: *=, updateVectorByNumber: *=,
      updateMatrix: *=, updateMatrixByNumber: *=),
    Operation(
      testDescription: "/", onNumbers: /,
      onVectors: /, onVectorAndNumber: /, onNumberAndVector: /,
      onMatrices: /, onMatrixAndNumber: /, onNumberAndMatrix: /,
      updateVector: /=, updateVectorByNumber: /=,
      updateMatrix: /=, updateMatrixByNumber: /=),
  ]
}

@Suite("Arithmetic, against plain loops")
struct ArithmeticTests {
  @Test("A vector with a vector or a number", arguments: Operation.all, interestingCounts)
  func vectors(operation: Operation, count: Int) {
    let (u, v) = (randomVector(count), randomVector(count, seed: 2))
    let (op, s) = (operation.onNumbers, 1.7)

    let sums = (0..<count).map { op(u[$0], v[$0]) }
    #expect(operation.onVectors(u, v).elements == sums)
    #expect(operation.onVectorAndNumber(u, s).elements == u.elements.map { op($0, s) })
    #expect(operation.onNumberAndVector(s, u).elements == u.elements.map { op(s, $0) })

    var inPlace = u
    operation.updateVector(&inPlace, v)
    #expect(inPlace.elements == sums)

    inPlace = u
    operation.updateVectorByNumber(&inPlace, s)
    #expect(inPlace.elements == u.elements.map { op($0, s) })
  }

  @Test("A matrix with a matrix or a number", arguments: Operation.all, interestingShapes)
  func matrices(operation: Operation, shape: (rows: Int, columns: Int)) {
    let a = randomMatrix(shape.rows, shape.columns)
    let b = randomMatrix(shape.rows, shape.columns, seed: 2)
    let (op, s) = (operation.onNumbers, -0.3)
    let expected = Matrix(rows: a.rows, columns: a.columns) { i, j in op(a[i, j], b[i, j]) }

    #expect(operation.onMatrices(a, b) == expected)
    #expect(operation.onMatrixAndNumber(a, s) == a.map { op($0, s) })
    #expect(operation.onNumberAndMatrix(s, a) == a.map { op(s, $0) })

    var inPlace = a
    operation.updateMatrix(&inPlace, b)
    #expect(inPlace == expected)

    inPlace = a
    operation.updateMatrixByNumber(&inPlace, s)
    #expect(inPlace == a.map { op($0, s) })
  }

  @Test("A row vector goes to every row", arguments: interestingShapes)
  func rowVector(rows: Int, columns: Int) {
    let (a, v) = (randomMatrix(rows, columns), randomVector(columns, seed: 2))
    let sums = Matrix(rows: rows, columns: columns) { i, j in a[i, j] + v[j] }
    let differences = Matrix(rows: rows, columns: columns) { i, j in a[i, j] - v[j] }
    #expect(a + v == sums)
    #expect(a - v == differences)

    var inPlace = a
    inPlace += v
    #expect(inPlace == sums)
    inPlace = a
    inPlace -= v
    #expect(inPlace == differences)
  }

  @Test("The sign changes for every element, that of zero included")
  func negation() {
    #expect(bits(-Vector([1, -2, 0])) == bits([-1, 2, -0.0]))
    #expect(-Matrix([[1, -2], [3, 4]]) == [[-1, 2], [-3, -4]])
  }

  @Test("A literal beside a vector is a vector, not an array to append")
  func literals() {
    let v: Vector = [1, 2, 3]
    let sum = v + [10, 20, 30]
    #expect(sum == Vector([11, 22, 33]))
    #expect(1 - 2 * v / 4 + [1, 1, 1] == Vector([1.5, 1, 0.5]))
    #expect(Matrix([[1, 2]]) + [10, 20] == [[11, 22]])
    #expect(Matrix([[1, 2]]) + [[10, 20]] == [[11, 22]])
  }

  @Test("A long mixed expression, the step of Adam, compiles in good time and agrees with a loop")
  func adam() {
    let (m, v) = (randomMatrix(3, 2), abs(randomMatrix(3, 2, seed: 2)))
    let (rate, beta1, beta2, t) = (0.01, 0.9, 0.999, 3.0)
    var w = Matrix.ones(3, 2)
    w -= rate * (m / (1 - pow(beta1, t))) / (sqrt(v / (1 - pow(beta2, t))) + 1e-8)
    let expected = Matrix(rows: 3, columns: 2) { i, j in
      let mean = m[i, j] / (1 - pow(beta1, t))
      let square = v[i, j] / (1 - pow(beta2, t))
      return 1 - rate * mean / (sqrt(square) + 1e-8)
    }
    #expect(isClose(w.elements, expected.elements))
  }
}
