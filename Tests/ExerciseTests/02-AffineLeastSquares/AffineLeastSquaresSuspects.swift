import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// What the usual mistakes give instead.
extension AffineLeastSquaresSuites.AffineLeastSquaresBatchTests {
  static var wrongValues: [Suspect<AffineProblem, Double>] {
    [
      Suspect(AffineMistake.mean) { $0.sum { $0 * $0 / 2 } / Double($0.samples) },
      Suspect(AffineMistake.mean) {
        $0.sum { $0 * $0 / 2 } / Double($0.samples * $0.matrix.rows)
      }, Suspect(AffineMistake.noHalf) { $0.sum { $0 * $0 } },
      Suspect(AffineMistake.notSquared) { $0.sum { $0 * $0 }.squareRoot() / 2 },
      Suspect(AffineMistake.firstOnly) { $0.alone.first.sum { $0 * $0 / 2 } },
      Suspect(AffineMistake.noOffset) { $0.sum(offset: noOffset) { $0 * $0 / 2 } },
      Suspect(AffineMistake.offsetOnce) { $0.sum(offset: firstOffset) { $0 * $0 / 2 } },
    ]
  }

  /// The mistakes that show in all three gradients, from what gives a gradient of a problem's residuals.
  static func wrong<Gradient>(
    _ scaled: @escaping (Gradient, Double) -> Gradient,
    _ gradient: @escaping (AffineProblem, _ offset: (Int) -> Double) -> Gradient
  ) -> [Suspect<AffineProblem, Gradient>] {
    func times(_ sentence: String, _ factor: @escaping (AffineProblem) -> Double)
      -> Suspect<AffineProblem, Gradient>
    { Suspect(sentence) { scaled(gradient($0) { _ in 1 }, factor($0)) } }
    return [
      times(AffineMistake.factorTwo) { _ in 2 }, times(AffineMistake.sign) { _ in -1 },
      times(AffineMistake.meanGradient) { 1 / Double($0.samples) },
      Suspect(AffineMistake.noOffset) { gradient($0, noOffset) },
      Suspect(AffineMistake.offsetOnce) { gradient($0, firstOffset) },
    ]
  }

  static var wrongMatrixGradients: [Suspect<AffineProblem, Matrix>] {
    wrong({ $0 * $1 }, { $0.alongInputs($0.residuals(offset: $1)) }) + [
      Suspect(AffineMistake.transposed) { $0.alongInputs($0.residuals()).transposed() },
      Suspect(AffineMistake.firstOnly) { $0.alone.first.alongInputs($0.alone.first.residuals()) },
      Suspect(AffineMistake.lastOnly) { $0.alone.last.alongInputs($0.alone.last.residuals()) },
    ]
  }

  static var wrongOffsetGradients: [Suspect<AffineProblem, Vector>] {
    wrong({ $0 * $1 }, { $0.residuals(offset: $1).columnSums() }) + [
      Suspect(AffineMistake.summedToScalar) { [$0.residuals().sum()] },
      Suspect(AffineMistake.summedToScalar) { problem in
        problem.offset.map { _ in problem.residuals().sum() }
      },
      Suspect(AffineMistake.overRows) { Vector((0..<$0.samples).map($0.residualSum)) },
      Suspect(AffineMistake.firstOnly) { $0.alone.first.residuals().columnSums() },
      Suspect(AffineMistake.lastOnly) { $0.alone.last.residuals().columnSums() },
    ]
  }

  static var wrongInputGradients: [Suspect<AffineProblem, Matrix>] {
    wrong({ $0 * $1 }, { $0.back($0.residuals(offset: $1)) }) + [
      Suspect(AffineMistake.inputsSummed) { Matrix(rows: [$0.back($0.residuals()).columnSums()]) },
      Suspect(AffineMistake.inputsSummed) { problem in
        let sum = problem.back(problem.residuals()).columnSums()
        return Matrix(rows: (0..<problem.samples).map { _ in sum })
      },
    ]
  }
}

extension AffineLeastSquaresSuites.AffineLeastSquaresBatchTests {
  /// The first of the two given samples.
  var one: AffineProblem { given.alone.first }

  /// The functions of one sample, or those of a batch.
  func calls(_ problem: AffineProblem, isSingle: Bool, rate: Double = 0.5)
    -> [() throws -> Any]
  {
    let (a, b, x, t) = (problem.matrix, problem.offset, problem.inputs, problem.targets)
    guard isSingle else {
      return [
        { try affine.value(matrix: a, offset: b, inputs: x, targets: t) },
        { try affine.matrixGradient(matrix: a, offset: b, inputs: x, targets: t) },
        { try affine.offsetGradient(matrix: a, offset: b, inputs: x, targets: t) },
        { try affine.inputGradient(matrix: a, offset: b, inputs: x, targets: t) },
        { try affine.step(matrix: a, offset: b, inputs: x, targets: t, learningRate: rate) },
      ]
    }
    let (input, target) = (problem.input, problem.target)
    return [
      { try affine.value(matrix: a, offset: b, input: input, target: target) },
      { try affine.matrixGradient(matrix: a, offset: b, input: input, target: target) },
      { try affine.offsetGradient(matrix: a, offset: b, input: input, target: target) },
      { try affine.inputGradient(matrix: a, offset: b, input: input, target: target) },
      { try affine.step(matrix: a, offset: b, input: input, target: target, learningRate: rate) },
    ]
  }

  /// Expects that all functions refuse an A or b that a change has spoilt.
  ///
  /// - Returns: Whether one of them does.
  @discardableResult
  func expectAllRefuse(
    _ argument: String, _ value: String? = nil, _ mistake: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout AffineProblem) -> Void
  ) throws -> Bool {
    var checks: [Bool] = []
    for problem in [one, given] {
      checks.append(
        try expectRefused(
          problem, argument, value, mistake, sourceLocation: sourceLocation, spoiltBy: change))
    }
    return checks.contains(true)
  }

  /// Expects that the functions of one sample, or those of a batch, refuse what a change has spoilt.
  ///
  /// - Returns: Whether one of them does.
  @discardableResult
  func expectRefused(
    _ problem: AffineProblem, _ argument: String, _ value: String? = nil,
    _ mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout AffineProblem) -> Void
  ) throws -> Bool {
    var spoilt = problem
    change(&spoilt)
    var checks: [Bool] = []
    for call in calls(spoilt, isSingle: problem.samples == 1) {
      checks.append(
        try expectInvalidInput(
          naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation, call))
    }
    return checks.contains(true)
  }
}

extension AffineProblem {
  /// "7 samples with 3 inputs and 4 outputs".
  var name: String {
    "\(samples) samples with \(matrix.columns) inputs and \(matrix.rows) outputs"
  }

  /// The largest entry of both gradients.
  var largestSlope: Double {
    let residuals = residuals()
    return max(
      alongInputs(residuals).normInfinity(), residuals.columnSums().normInfinity())
  }

  /// These samples, where one may stand twice.
  func taking(_ rows: [Int]) -> AffineProblem {
    AffineProblem(
      matrix: matrix, offset: offset, inputs: inputs.gather(rows: rows),
      targets: targets.gather(rows: rows))
  }

  /// The first sample as a batch of its own, and the last one.
  var alone: (first: AffineProblem, last: AffineProblem) {
    func part(_ rows: Range<Int>) -> AffineProblem {
      AffineProblem(
        matrix: matrix, offset: offset, inputs: inputs[rows: rows], targets: targets[rows: rows])
    }
    return (part(0..<1), part(samples - 1..<samples))
  }
}
