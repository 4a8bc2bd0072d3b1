import LinearAlgebra
import Testing

@testable import ExerciseTesting

/// The message for a vector, or `nil` if it is right.
func message(
  _ actual: Vector, _ expected: Vector, tolerance: Tolerance = .standard,
  mistakes: [(Vector, String)] = []
) -> Mismatch? {
  let foreseen = mistakes.map { (entries: $0.elements, layout: $0.layout, sentence: $1) }
  return Judgment(
    name: "gradient", tolerance: tolerance, foreseenMistakes: .init(answers: foreseen)
  ).mismatch(actual.elements, actual.layout, expected: expected.elements, expected.layout)
}

/// The message for a matrix, or `nil` if it is right.
func message(_ actual: Matrix, _ expected: Matrix) -> Mismatch? {
  Judgment(name: "gradient", tolerance: .standard, foreseenMistakes: .init(answers: []))
    .mismatch(actual.elements, actual.layout, expected: expected.elements, expected.layout)
}

/// The message for a number, or `nil` if it is right.
func message(
  _ actual: Double, _ expected: Double, tolerance: Tolerance = .standard,
  mistakes: [(Double, String)] = []
) -> Mismatch? {
  let foreseen = mistakes.map { (entries: [$0], layout: Layout.scalar, sentence: $1) }
  return Judgment(
    name: "loss", tolerance: tolerance, foreseenMistakes: .init(answers: foreseen)
  ).mismatch([actual], .scalar, expected: [expected], .scalar)
}

/// What the checker finds about a gradient.
func check(
  _ gradient: Vector, of loss: (Vector) throws -> Double, at point: Vector, seed: UInt64 = 1
) throws -> GradientReport {
  try gradientReport(
    of: { try loss($0[0].vector) }, at: [ParameterBlock("", point)],
    equals: [ParameterBlock("", gradient)], seed: seed)
}

/// The message about a gradient, or `nil` if it is right.
func message(
  _ gradient: Vector, of loss: (Vector) throws -> Double, at point: Vector,
  _ help: DiagnosisHelp = .init()
) throws -> Mismatch? {
  try gradientMismatch(
    of: { try loss($0[0].vector) }, at: [ParameterBlock("", point)],
    equals: [ParameterBlock("", gradient)], "gradient", help: help)
}

/// The message about the gradient of a matrix, or `nil` if it is right.
func message(
  _ gradient: Matrix, of loss: (Matrix) throws -> Double, at point: Matrix,
  _ help: DiagnosisHelp = .init()
) throws -> Mismatch? {
  try gradientMismatch(
    of: { try loss($0[0].matrix) }, at: [ParameterBlock("", point)],
    equals: [ParameterBlock("", gradient)], "gradient", help: help)
}

/// Softmax regression, as exercise 7 has it: the mean cross-entropy of rows x W against labels.
struct SoftmaxRegression {
  let x: Matrix
  let labels: [Int]
  var lambda = 0.0

  init(samples: Int, inputs: Int, classes: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    x = Matrix.normal(
      rows: samples, columns: inputs, mean: 0, standardDeviation: 1, using: &generator)
    labels = (0..<samples).map { _ in Int.random(in: 0..<classes, using: &generator) }
  }

  func loss(_ w: Matrix) -> Double {
    let z = matmul(x, w)
    let sum = labels.indices.reduce(0) { sum, i in
      let row = z.row(i)
      let shift = row.maximum()
      return sum + shift + log(row.reduce(0) { $0 + exp($1 - shift) }) - row[labels[i]]
    }
    return sum / Double(labels.count) + lambda * w.squaredNorm()
  }

  func gradient(_ w: Matrix) -> Matrix {
    var error = matmul(x, w)
    for i in labels.indices {
      let row = error.row(i)
      let shift = row.maximum()
      var p = row.map { exp($0 - shift) }
      p /= p.sum()
      p[labels[i]] -= 1
      error.setRow(i, to: p)
    }
    return matmul(x, error, transposeA: true) / Double(labels.count) + 2 * lambda * w
  }
}

/// softmax(z/τ), and its Jacobian (diag(y) − y yᵀ)/τ.
func softmax(_ z: Vector, temperature: Double = 1) -> Vector {
  let shift = z.maximum()
  let e = z.map { exp(($0 - shift) / temperature) }
  return e / e.sum()
}

func softmaxJacobian(_ z: Vector, temperature: Double = 1) -> Matrix {
  let y = softmax(z, temperature: temperature)
  return (Matrix.diagonal(y) - outer(y, y)) / temperature
}

/// The message about a value, or `nil` if it is right.
func mismatch<Value: Equatable>(
  _ yours: Value, _ expected: Value, name: String, mistakes: KeyValuePairs<Value, String>
) -> Mismatch? {
  observation(of: yours, expected, name: name, mistakes: mistakes, at: #_sourceLocation)
    .mismatch?([])
}

/// The message about integers, or `nil` if they are right.
func mismatch(
  _ yours: [Int], _ expected: [Int], name: String, mistakes: KeyValuePairs<[Int], String>
) -> Mismatch? {
  observation(of: yours, expected, name: name, mistakes: mistakes, at: #_sourceLocation)
    .mismatch?([])
}
