import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// One sample: f(A, b) = ½‖Ax + b − t‖² and its gradients.
//
// Numbers were computed with exact fractions and again with NumPy, or come from plain loops on drawn
// problems.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("2 · Affine least squares", .exercise(.affineLeastSquares))
enum AffineLeastSquaresSuites {}

extension AffineLeastSquaresSuites {
  @Suite("2 · Affine least squares", .part(1))
  struct AffineLeastSquaresTests {
    let affine = Student.answer.affineLeastSquares

    /// Two outputs, three inputs; the residual is (−1.25, −1.5).
    let given = AffineProblem(
      matrix: [[1, 2, -1], [0, 0.5, 3]], offset: [0.25, -0.5], inputs: [[2, -1, 0.5]],
      targets: [[1, 2]])

    /// Problems with more outputs than inputs, fewer, as many, and one of either.
    let drawn = [
      AffineProblem(draw: 1, samples: 1, outputs: 4, inputs: 3),
      AffineProblem(draw: 2, samples: 1, outputs: 2, inputs: 5),
      AffineProblem(draw: 3, samples: 1, outputs: 3, inputs: 3),
      AffineProblem(draw: 4, samples: 1, outputs: 1, inputs: 4),
      AffineProblem(draw: 5, samples: 1, outputs: 4, inputs: 1),
    ]

    let extremes = AffineProblem.extremes(draw: 30, samples: 1)

    // f(A, b) = ½‖Ax + b − t‖².

    @Test(
      "The value is half the squared norm of the residual",
      .hint("What is the residual of the example in the stub, and what is half its squared norm?"))
    func value() throws {
      for problem in [given] + drawn {
        let (right, norm) = (problem.sum { $0 * $0 / 2 }, problem.sum { $0 * $0 }.squareRoot())
        try expect(
          value(problem), equals: right,
          mistakes: [
            2 * right: AffineMistake.noHalf, norm / 2: AffineMistake.notSquared,
            norm: AffineMistake.notSquared,
            right / Double(problem.matrix.rows):
              "the value is half a sum over the entries of r, not half their mean",
            problem.sum { $0 } / 2: AffineMistake.sumOfResiduals,
            problem.sum { $0 }: AffineMistake.sumOfResiduals,
            problem.sum(offset: noOffset) { $0 * $0 / 2 }: AffineMistake.noOffset,
            problem.sum(offset: { _ in -1 }) { $0 * $0 / 2 }: AffineMistake.minusOffset,
          ])
      }
      for problem in extremes {
        try expect(
          value(problem), equals: problem.sum { $0 * $0 / 2 }, tolerance: .relative(1e-9))
      }
      try expect(value(given), equals: 1.90625)
      // All are finite, though sums of entries are not: b − t is 0.
      let largest = AffineProblem(
        matrix: .zeros(2, 2), offset: [1.5e308, 1.5e308], inputs: [[1.5e308, 1.5e308]],
        targets: [[1.5e308, 1.5e308]])
      try expect(value(largest), equals: 0)
    }

    // By value, and by central differences; d × m.

    @Test(
      "The gradient with respect to A has A's shape, and an entry for each weight",
      .hint("If only A₀₁ grows a little, which entry of the residual changes, and by how much?"))
    func matrixGradient() throws {
      try expect(
        matrixGradient(given), equals: [[-2.5, 1.25, -0.625], [-3, 1.5, -0.75]],
        mistakes: matrixMistakes(given))
      for problem in extremes {
        try expect(
          matrixGradient(problem), equals: problem.alongInputs(problem.residuals()),
          tolerance: .relative(1e-9))
      }
      for problem in drawn {
        let yours = try matrixGradient(problem)
        guard
          expect(
            yours, equals: problem.alongInputs(problem.residuals()),
            mistakes: matrixMistakes(problem))
        else { continue }
        try expectGradient(
          of: { a in
            try affine.value(
              matrix: a, offset: problem.offset, input: problem.input, target: problem.target)
          }, at: problem.matrix, equals: yours)
      }
    }

    // By value, and by central differences; d numbers.

    @Test(
      "The gradient with respect to b has an entry for each output",
      .hint("By how much does the residual change when one entry of b grows by 1?"))
    func offsetGradient() throws {
      try expect(
        offsetGradient(given), equals: [-1.25, -1.5], mistakes: offsetMistakes(given))
      for problem in extremes {
        try expect(
          offsetGradient(problem), equals: problem.residuals().columnSums(),
          tolerance: .relative(1e-9))
      }
      for problem in drawn {
        let yours = try offsetGradient(problem)
        guard
          expect(yours, equals: problem.residuals().columnSums(), mistakes: offsetMistakes(problem))
        else { continue }
        try expectGradient(
          of: { b in
            try affine.value(
              matrix: problem.matrix, offset: b, input: problem.input, target: problem.target)
          }, at: problem.offset, equals: yours)
      }
    }

    // By value, and by central differences; m numbers.

    @Test(
      "The gradient with respect to x has an entry for each input",
      .hint("Which entries of the residual does xⱼ reach, and through which entries of A?"))
    func inputGradient() throws {
      try expect(
        inputGradient(given), equals: [-1.25, -3.25, -3.25], mistakes: inputMistakes(given))
      for problem in extremes {
        try expect(
          inputGradient(problem), equals: problem.back(problem.residuals()).row(0),
          tolerance: .relative(1e-9))
      }
      for problem in drawn {
        let yours = try inputGradient(problem)
        guard
          expect(
            yours, equals: problem.back(problem.residuals()).row(0),
            mistakes: inputMistakes(problem))
        else { continue }
        try expectGradient(
          of: { x in
            try affine.value(
              matrix: problem.matrix, offset: problem.offset, input: x, target: problem.target)
          }, at: problem.input, equals: yours)
      }
    }

    // A ← A − α ∇_A f, b ← b − α ∇_b f, with both gradients at the old A and b.

    @Test(
      "A step moves A and b against their gradients, both taken before the step",
      .hint("Which A and which b does each of the two gradients belong to?"))
    func step() throws {
      func step(_ problem: AffineProblem, _ rate: Double) throws -> AffineMap {
        try affine.step(
          matrix: problem.matrix, offset: problem.offset, input: problem.input,
          target: problem.target, learningRate: rate)
      }
      for problem in [given] + drawn {
        for rate in [0.25, 0.125] { expectStep(try step(problem, rate), problem, rate) }
      }
      for problem in drawn + extremes {
        for rate in problem.rates { expectPlainStep(try step(problem, rate), problem, rate) }
      }
      // By hand: A − 0.25 ∇_A f with ∇_A f = [[−2.5, 1.25, −0.625], [−3, 1.5, −0.75]].
      // Nothing is kept between steps, so hundreds of them change nothing.
      for _ in 0..<300 { _ = try step(given, 0.25) }
      let map = try step(given, 0.25)
      expect(map.matrix, equals: [[1.625, 1.6875, -0.84375], [0.75, 0.125, 3.1875]], "the new A")
      expect(map.offset, equals: [0.5625, -0.125], "the new b")
    }

    private func value(_ problem: AffineProblem) throws -> Double {
      try affine.value(
        matrix: problem.matrix, offset: problem.offset, input: problem.input,
        target: problem.target)
    }

    private func matrixGradient(_ problem: AffineProblem) throws -> Matrix {
      try affine.matrixGradient(
        matrix: problem.matrix, offset: problem.offset, input: problem.input,
        target: problem.target)
    }

    private func offsetGradient(_ problem: AffineProblem) throws -> Vector {
      try affine.offsetGradient(
        matrix: problem.matrix, offset: problem.offset, input: problem.input,
        target: problem.target)
    }

    private func inputGradient(_ problem: AffineProblem) throws -> Vector {
      try affine.inputGradient(
        matrix: problem.matrix, offset: problem.offset, input: problem.input,
        target: problem.target)
    }

    private func matrixMistakes(_ problem: AffineProblem) -> KeyValuePairs<Matrix, String> {
      let right = problem.alongInputs(problem.residuals())
      let residual = problem.residuals().columnSums()
      return [
        right.transposed(): AffineMistake.transposed, 2 * right: AffineMistake.factorTwo,
        -right: AffineMistake.sign, right / residual.norm(): AffineMistake.normalized,
        problem.alongInputs(problem.residuals(offset: noOffset)): AffineMistake.noOffset,
        problem.alongInputs(problem.residuals(offset: { _ in -1 })): AffineMistake.minusOffset,
        outer(residual, Vector.ones(problem.input.count)): AffineMistake.noInput,
        outer(Vector.ones(residual.count), problem.input): AffineMistake.inputOnly,
      ]
    }

    private func offsetMistakes(_ problem: AffineProblem) -> KeyValuePairs<Vector, String> {
      let right = problem.residuals().columnSums()
      return [
        2 * right: AffineMistake.factorTwo, -right: AffineMistake.sign,
        [right.sum()]: AffineMistake.summedToScalar,
        right.map { _ in right.sum() }: AffineMistake.summedToScalar,
        right / right.norm(): AffineMistake.normalized,
        Vector.ones(right.count): AffineMistake.offsetIsOne,
        problem.residuals(offset: noOffset).columnSums(): AffineMistake.noOffset,
        problem.residuals(offset: { _ in -1 }).columnSums(): AffineMistake.minusOffset,
      ]
    }

    private func inputMistakes(_ problem: AffineProblem) -> KeyValuePairs<Vector, String> {
      let right = problem.back(problem.residuals()).row(0)
      return [
        2 * right: AffineMistake.factorTwo, -right: AffineMistake.sign,
        problem.residuals().columnSums(): AffineMistake.inputIsResidual,
        right / problem.residuals().columnSums().norm(): AffineMistake.normalized,
        problem.back(problem.residuals(offset: noOffset)).row(0): AffineMistake.noOffset,
        problem.back(problem.residuals(offset: { _ in -1 })).row(0): AffineMistake.minusOffset,
      ]
    }
  }
}

/// Expects the right step of a problem in unusual units, or with a learning rate of any size: a limit that
/// is met there looks like this or that mistake, and has no name.
func expectPlainStep(
  _ map: AffineMap, _ problem: AffineProblem, _ rate: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let residuals = problem.residuals()
  expect(
    map.matrix, equals: problem.matrix - rate * problem.alongInputs(residuals),
    "the new A of a step with α = \(rate)", tolerance: .relative(1e-9),
    sourceLocation: sourceLocation)
  expect(
    map.offset, equals: problem.offset - rate * residuals.columnSums(),
    "the new b of a step with α = \(rate)", tolerance: .relative(1e-9),
    sourceLocation: sourceLocation)
}

/// Expects the right step, and names the mistake where A or b is wrong.
func expectStep(
  _ map: AffineMap, _ problem: AffineProblem, _ rate: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let (a, b) = (problem.matrix, problem.offset)
  let (toA, toB) = (problem.alongInputs(problem.residuals()), problem.residuals().columnSums())
  let newA = a - rate * toA
  let newB = b - rate * toB
  var (moved, lifted) = (problem, problem)
  moved.matrix = newA
  lifted.offset = newB
  let n = Double(problem.samples)
  expect(
    map.matrix, equals: newA, "the new A of a step with α = \(rate)",
    mistakes: [
      a + rate * toA: AffineMistake.uphill, a: AffineMistake.matrixKept,
      a - toA: AffineMistake.rateForgotten, a - rate * rate * toA: AffineMistake.squaredRate,
      a - rate * lifted.alongInputs(lifted.residuals()): AffineMistake.newOffset,
      a - rate / n * toA: AffineMistake.stepMean,
    ], sourceLocation: sourceLocation)
  expect(
    map.offset, equals: newB, "the new b of a step with α = \(rate)",
    mistakes: [
      b + rate * toB: AffineMistake.uphill, b: AffineMistake.offsetKept,
      b - toB: AffineMistake.rateForgotten, b - rate * rate * toB: AffineMistake.squaredRate,
      b - rate * moved.residuals().columnSums(): AffineMistake.newMatrix,
      b - rate / n * toB: AffineMistake.stepMean,
    ], sourceLocation: sourceLocation)
}
