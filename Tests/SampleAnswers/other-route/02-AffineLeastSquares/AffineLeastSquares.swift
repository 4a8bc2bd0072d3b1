import Curriculum
import LinearAlgebra

/// Plain loops, a batch as the sum of its samples from the last to the first.
public struct Answer: AffineLeastSquares {
  /// Half the sum of squares, entry by entry.
  public func value(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Double {
    var total = 0.0
    for r in try misses(matrix, offset, input, target).reversed() { total += r * r / 2 }
    return total
  }

  /// rᵢ xⱼ.
  public func matrixGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Matrix {
    let r = try misses(matrix, offset, input, target)
    return Matrix(rows: matrix.rows, columns: matrix.columns) { i, j in input[j] * r[i] }
  }

  /// rᵢ.
  public func offsetGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    Vector(try misses(matrix, offset, input, target))
  }

  /// Σᵢ Aᵢⱼ rᵢ.
  public func inputGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    let r = try misses(matrix, offset, input, target)
    return Vector(
      (0..<matrix.columns).map { j in
        (0..<matrix.rows).reduce(0) { $0 + matrix[$1, j] * r[$1] }
      })
  }

  /// A batch of one.
  public func step(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
  ) throws -> AffineMap {
    _ = try value(matrix: matrix, offset: offset, input: input, target: target)
    return try step(
      matrix: matrix, offset: offset, inputs: Matrix(rows: [input]),
      targets: Matrix(rows: [target]), learningRate: learningRate)
  }

  /// The samples' values.
  public func value(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Double {
    try batch(matrix, offset, inputs, targets, from: 0.0) { total, x, t in
      total += try value(matrix: matrix, offset: offset, input: x, target: t)
    }
  }

  /// The samples' gradients.
  public func matrixGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    try batch(
      matrix, offset, inputs, targets, from: Matrix.zeros(matrix.rows, matrix.columns)
    ) { total, x, t in
      total += try matrixGradient(matrix: matrix, offset: offset, input: x, target: t)
    }
  }

  /// The samples' gradients.
  public func offsetGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Vector {
    try batch(matrix, offset, inputs, targets, from: Vector.zeros(matrix.rows)) { total, x, t in
      total += try offsetGradient(matrix: matrix, offset: offset, input: x, target: t)
    }
  }

  /// The samples' gradients, one below the other.
  public func inputGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    let rows: [Vector] = try batch(matrix, offset, inputs, targets, from: []) { rows, x, t in
      rows.append(try inputGradient(matrix: matrix, offset: offset, input: x, target: t))
    }
    return Matrix(rows: rows.reversed())
  }

  /// Old minus a multiple of the gradients.
  public func step(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
  ) throws -> AffineMap {
    if !(learningRate > 0 && learningRate < .infinity) {
      throw InvalidInput("the learning rate is \(learningRate)")
    }
    let a = try matrixGradient(matrix: matrix, offset: offset, inputs: inputs, targets: targets)
    let b = try offsetGradient(matrix: matrix, offset: offset, inputs: inputs, targets: targets)
    var map = AffineMap(matrix: matrix, offset: offset)
    for i in 0..<matrix.rows {
      map.offset[i] -= b[i] * learningRate
      for j in 0..<matrix.columns { map.matrix[i, j] -= a[i, j] * learningRate }
    }
    return map
  }

  /// A sum of n matrices of rank 1, with d rows and m columns.
  public func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int {
    if samples < 1 { throw InvalidInput("samples is \(samples)") }
    if outputs < 1 { throw InvalidInput("outputs is \(outputs)") }
    if inputs < 1 { throw InvalidInput("inputs is \(inputs)") }
    return [samples, outputs, inputs].sorted()[0]
  }

  private func misses(_ a: Matrix, _ b: Vector, _ x: Vector, _ t: Vector) throws -> [Double] {
    if a.rows == 0 || a.columns == 0 { throw InvalidInput("matrix is \(a.rows) × \(a.columns)") }
    if b.count != a.rows { throw InvalidInput("offset has \(b.count) entries") }
    if x.count != a.columns { throw InvalidInput("input has \(x.count) entries") }
    if t.count != a.rows { throw InvalidInput("target has \(t.count) entries") }
    for (name, numbers) in [("matrix", a.elements), ("offset", b.elements)] {
      for number in numbers where !number.isFinite { throw InvalidInput("\(name) has \(number)") }
    }
    for (name, numbers) in [("input", x.elements), ("target", t.elements)] {
      for number in numbers where !number.isFinite { throw InvalidInput("\(name) has \(number)") }
    }
    return (0..<a.rows).map { i in
      var r = b[i] - t[i]
      for j in 0..<a.columns { r += a[i, j] * x[j] }
      return r
    }
  }

  private func batch<Result>(
    _ a: Matrix, _ b: Vector, _ x: Matrix, _ t: Matrix, from start: Result,
    _ add: (inout Result, Vector, Vector) throws -> Void
  ) throws -> Result {
    if x.rows == 0 { throw InvalidInput("inputs has 0 rows") }
    if x.columns != a.columns { throw InvalidInput("inputs has \(x.columns) columns") }
    if t.rows != x.rows { throw InvalidInput("targets has \(t.rows) rows") }
    if t.columns != a.rows { throw InvalidInput("targets has \(t.columns) columns") }
    for number in x.elements where !number.isFinite { throw InvalidInput("inputs has \(number)") }
    for number in t.elements where !number.isFinite { throw InvalidInput("targets has \(number)") }
    var result = start
    for k in stride(from: x.rows - 1, through: 0, by: -1) { try add(&result, x.row(k), t.row(k)) }
    return result
  }
}
