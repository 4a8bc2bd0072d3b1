import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Derivatives of activations, and the usual mistakes in them.
extension MultilayerPerceptronSuites.MultilayerPerceptronTests {
  func expectDerivative(
    _ activation: HiddenActivation, equals rows: [Vector], _ middle: Vector
  ) throws {
    func derivative(_ z: Matrix) throws -> Matrix {
      try perceptron.activationDerivative(preActivations: z, activation: activation)
    }
    let z: Matrix = [[-1e4, -37, -1, -0.5], [0.5, 1, 37, 1e4]]
    let yours = try derivative(z)
    guard
      expect(
        yours, equals: Matrix(rows: rows), "the derivative of \(activation) at \(z)",
        tolerance: .absolute(2e-15), mistakes: nearest(yours, wrongDerivatives(activation, z)))
    else { return }
    try expect(
      derivative([[0, -0.25, 0.25]]), equals: Matrix(rows: [middle]),
      "the derivative of \(activation) at 0, −¼ and ¼",
      mistakes: [[[1, 0, 1]]: MLPMistake.reluAtZero, [[0.5, 0, 1]]: MLPMistake.reluAtZero])
    for (each, rows, columns, z) in grid where each == activation {
      try expect(
        derivative(z), equals: z.map(MLPReference(activation).slope),
        "the derivative of \(activation) at \(rows) × \(columns) numbers",
        tolerance: .absolute(2e-15))
    }
    var generator = SeededGenerator(seed: Student.seed)
    let point = generator.matrixWithoutZeros(3, 4)
    try expectGradient(
      of: { (z: Matrix) in
        try perceptron.activate(preActivations: z, activation: activation).sum()
      }, at: point, equals: derivative(point),
      "the derivative of \(activation) beside your own \(activation)")
  }

  func wrongDerivatives(
    _ activation: HiddenActivation, _ z: Matrix
  ) -> [(Matrix, String)] {
    let network = MLPReference(activation)
    let twice = (z.map { network.slope(network.function($0)) }, MLPMistake.activatedTwice)
    return switch activation {
    case .sigmoid: [(z.map { $0 * (1 - $0) }, MLPMistake.givenActivation), twice]
    case .tanh:
      [
        (z.map { 1 - $0 * $0 }, MLPMistake.givenActivation), twice,
        (z.map { 1 - tanh($0) }, MLPMistake.tanhNotSquared),
      ]
    case .relu: [(relu(z), MLPMistake.reluIsNotItsDerivative)]
    }
  }
}
