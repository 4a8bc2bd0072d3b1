import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// A batch of rows: sums over the samples. The truth is a sum of plain loops.

extension AffineLeastSquaresSuites {
  @Suite("2 · Affine least squares: a batch of rows", .part(2))
  struct AffineLeastSquaresBatchTests {
    let affine = Student.answer.affineLeastSquares

    /// Two samples by hand: the residuals are (1, −2) and (1, −1).
    let given = AffineProblem(
      matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], inputs: [[1, 1, 1], [2, 0, 0]],
      targets: [[1, 6], [0, 3]])

    let drawn = [
      AffineProblem(draw: 11, samples: 7, outputs: 4, inputs: 3),
      AffineProblem(draw: 12, samples: 3, outputs: 2, inputs: 5),
      AffineProblem(draw: 13, samples: 3, outputs: 3, inputs: 3),
      AffineProblem(draw: 14, samples: 1, outputs: 4, inputs: 2),
      AffineProblem(draw: 15, samples: 5, outputs: 1, inputs: 3),
      AffineProblem(draw: 16, samples: 2, outputs: 3, inputs: 1),
      AffineProblem(draw: 17, samples: 41, outputs: 2, inputs: 3),
    ]

    // F(A, b) = ½ Σₖ ‖A xₖ + b − tₖ‖².
    @Test(
      "The value of a batch is the sum of its samples' values",
      .hint("What does your function give for the same row twice?"))
    func value() throws {
      for problem in [given] + drawn {
        let first = (0..<problem.matrix.rows).reduce(0) {
          $0 + problem.residual(0, $1) * problem.residual(0, $1) / 2
        }
        let right = problem.sum { $0 * $0 / 2 }
        try expect(
          value(problem), equals: right,
          mistakes: [
            right / Double(problem.samples): AffineMistake.mean,
            right / Double(problem.samples * problem.matrix.rows): AffineMistake.mean,
            2 * right: AffineMistake.noHalf,
            problem.sum { $0 * $0 }.squareRoot() / 2: AffineMistake.notSquared,
            first: AffineMistake.firstOnly,
            problem.sum(offset: noOffset) { $0 * $0 / 2 }: AffineMistake.noOffset,
            problem.sum(offset: firstOffset) { $0 * $0 / 2 }: AffineMistake.offsetOnce,
          ])
      }
      try expect(value(given), equals: 3.5)
    }

    // By value, and by central differences.
    @Test(
      "The gradients of a batch are sums over the samples, but each input has its own",
      .hint("Which of the three quantities A, b and xₖ do all samples share?"))
    func gradients() throws {
      for problem in [given] + drawn {
        let a = try affine.matrixGradient(
          matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
          targets: problem.targets)
        let aIsRight = expect(
          a, equals: problem.alongInputs(problem.residuals()), "the gradient with respect to A",
          mistakes: matrixMistakes(problem))
        let b = try affine.offsetGradient(
          matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
          targets: problem.targets)
        let bIsRight = expect(
          b, equals: problem.residuals().columnSums(), "the gradient with respect to b",
          mistakes: offsetMistakes(problem))
        let x = try affine.inputGradient(
          matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
          targets: problem.targets)
        expect(
          x, equals: problem.back(problem.residuals()), "the gradient with respect to X",
          mistakes: inputMistakes(problem))
        guard aIsRight, bIsRight else { continue }
        try expectGradient(
          of: { blocks in
            try affine.value(
              matrix: blocks[0].matrix, offset: blocks[1].vector, inputs: problem.inputs,
              targets: problem.targets)
          }, at: [ParameterBlock("A", problem.matrix), ParameterBlock("b", problem.offset)],
          equals: [ParameterBlock("A", a), ParameterBlock("b", b)], "the gradient of the batch",
          constants: ["N": Double(problem.samples)])
      }
    }

    // One step, and many: with a small α the value falls, and ends where both gradients are zero.
    @Test(
      "Steps on a batch go down to the least squares solution",
      .hint("Is the step's gradient the sum that your gradient functions return?"))
    func steps() throws {
      for problem in [given] + drawn {
        let map = try affine.step(
          matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
          targets: problem.targets, learningRate: 0.125)
        expectStep(map, problem, 0.125)
      }
      var problem = drawn[0]
      // Twice the curvature is nowhere above the sum of the squared inputs, bias included.
      let rate = 1 / (problem.inputs.squaredNorm() + Double(problem.samples))
      for _ in 0..<400 {
        let before = problem.sum { $0 * $0 }
        let map = try affine.step(
          matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
          targets: problem.targets, learningRate: rate)
        guard
          expectProperty(
            map.matrix.shape == problem.matrix.shape && map.offset.count == problem.offset.count,
            "a step keeps the shapes of A and b")
        else { return }
        (problem.matrix, problem.offset) = (map.matrix, map.offset)
        // At the bottom, rounding may raise it in the last digits.
        guard
          expectProperty(
            problem.sum { $0 * $0 } <= before * (1 + 1e-12), "a small step never raises the value")
        else {
          return
        }
      }
      let start = max(
        drawn[0].alongInputs(drawn[0].residuals()).normInfinity(),
        drawn[0].residuals().columnSums().normInfinity())
      let end = max(
        problem.alongInputs(problem.residuals()).normInfinity(),
        problem.residuals().columnSums().normInfinity())
      expectProperty(
        end < start / 2,
        "400 small steps at least halve the gradient, but it went from \(start) to \(end)")
      // Nothing is kept between steps: the same step gives the same map after all of them.
      let again = try affine.step(
        matrix: given.matrix, offset: given.offset, inputs: given.inputs, targets: given.targets,
        learningRate: 0.125)
      expectStep(again, given, 0.125)
    }

    // Shapes that don't fit, nothing at all, and numbers that aren't any.
    @Test(
      "Arguments that don't fit together, or aren't finite, are refused",
      .hint(
        "Once you know A's shape, which must b, x and t have? And which comparison is true for NaN?"
      ))
    func badInput() throws {
      let before = try value(given)
      let one = AffineProblem(
        matrix: given.matrix, offset: given.offset, inputs: [[1, 1, 1]], targets: [[1, 6]])
      let cut = AffineMistake.cut
      try expectRefused(one, "offset", "3", cut) { $0.offset = [-1, 2, 1] }
      try expectRefused(one, "offset", "1", cut) { $0.offset = [-1] }
      try expectRefused(one, "matrix") {
        $0.matrix = Matrix.zeros(0, 3)
        $0.offset = []
        $0.targets = Matrix.zeros($0.inputs.rows, 0)
      }
      try expectRefused(one, "matrix") {
        $0.matrix = Matrix.zeros(2, 0)
        $0.inputs = Matrix.zeros($0.inputs.rows, 0)
      }
      try expectRefused(one, "matrix", "nan", AffineMistake.notANumber) { $0.matrix[1, 2] = .nan }
      try expectRefused(one, "offset", "inf", AffineMistake.notANumber) { $0.offset[1] = .infinity }
      try expectRefused(one, "matrix", "-inf") { $0.matrix[0, 1] = -.infinity }
      try expectRefused(one, "offset", "-inf") { $0.offset[0] = -.infinity }
      try expectRefusedSample(one, "input", "4", cut) { $0.inputs = [[1, 1, 1, 1]] }
      try expectRefusedSample(one, "input", "2", cut) { $0.inputs = [[1, 1]] }
      try expectRefusedSample(one, "target", "3", cut) { $0.targets = [[1, 6, 1]] }
      try expectRefusedSample(one, "target", "1", cut) { $0.targets = [[1]] }
      try expectRefusedSample(one, "input", "nan", AffineMistake.notANumber) {
        $0.inputs[0, 2] = .nan
      }
      try expectRefusedSample(one, "target", "nan", AffineMistake.notANumber) {
        $0.targets[0, 0] = .nan
      }
      try expectRefusedSample(one, "input", "-inf") { $0.inputs[0, 0] = -.infinity }
      try expectRefusedSample(one, "target", "-inf") { $0.targets[0, 1] = -.infinity }
      try expectRefusedBatch(given, "inputs", "-inf") { $0.inputs[0, 1] = -.infinity }
      try expectRefusedBatch(given, "targets", "-inf") { $0.targets[0, 0] = -.infinity }
      try expectRefusedBatch(given, "inputs", "4", cut) { $0.inputs = Matrix.ones(2, 4) }
      try expectRefusedBatch(given, "inputs", "0") {
        $0.inputs = Matrix.zeros(0, 3)
        $0.targets = Matrix.zeros(0, 2)
      }
      try expectRefusedBatch(given, "targets", "3", cut) { $0.targets = Matrix.ones(3, 2) }
      try expectRefusedBatch(given, "targets", "1", cut) { $0.targets = Matrix.ones(1, 2) }
      try expectRefusedBatch(given, "targets", "3", cut) { $0.targets = Matrix.ones(2, 3) }
      try expectRefusedBatch(given, "inputs", "inf", AffineMistake.notANumber) {
        $0.inputs[1, 0] = .infinity
      }
      try expectRefusedBatch(given, "targets", "nan", AffineMistake.notANumber) {
        $0.targets[1, 1] = .nan
      }
      let rates = [0, -0.5, Double.nan, .infinity, -.infinity].map { ($0, "\($0)") }
      for (rate, text) in rates {
        try expectInvalidInput(naming: "learningRate", value: text, mistake: AffineMistake.badRate)
        {
          try affine.step(
            matrix: one.matrix, offset: one.offset, input: one.input, target: one.target,
            learningRate: rate)
        }
        try expectInvalidInput(naming: "learningRate", value: text, mistake: AffineMistake.badRate)
        {
          try affine.step(
            matrix: given.matrix, offset: given.offset, inputs: given.inputs,
            targets: given.targets, learningRate: rate)
        }
      }
      try expect(value(given), equals: before, "the value after the refused calls")
    }

    // The gradient is a sum of n matrices of rank 1, with d rows and m columns.
    @Test(
      "You know how much a single sample can teach the matrix",
      .hint("What are the rows of a single sample's gradient multiples of?"))
    func rank() throws {
      for (n, d, m, rank) in [
        (1, 4, 3, 1), (2, 4, 3, 2), (50, 4, 3, 3), (50, 3, 4, 3), (5, 10, 784, 5), (10, 10, 2, 2),
      ] {
        try conceptCheck {
          try expect(
            affine.largestRankOfMatrixGradient(samples: n, outputs: d, inputs: m), equals: rank,
            mistakes: [
              min(d, m): AffineMistake.rankOfMatrix, n: AffineMistake.rankOfSamples,
              1: AffineMistake.rankOfOne,
            ])
        }
      }
      for (n, d, m, name) in [(0, 4, 3, "samples"), (2, -1, 3, "outputs"), (2, 4, 0, "inputs")] {
        try expectInvalidInput(naming: name, value: "\(min(n, d, m))") {
          try affine.largestRankOfMatrixGradient(samples: n, outputs: d, inputs: m)
        }
      }
    }

    private func value(_ problem: AffineProblem) throws -> Double {
      try affine.value(
        matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
        targets: problem.targets)
    }

    private func matrixMistakes(_ problem: AffineProblem) -> KeyValuePairs<Matrix, String> {
      let right = problem.alongInputs(problem.residuals())
      let (first, last) = problem.alone
      return [
        right.transposed(): AffineMistake.transposed, 2 * right: AffineMistake.factorTwo,
        -right: AffineMistake.sign, right / Double(problem.samples): AffineMistake.meanGradient,
        first.alongInputs(first.residuals()): AffineMistake.firstOnly,
        last.alongInputs(last.residuals()): AffineMistake.lastOnly,
        problem.alongInputs(problem.residuals(offset: noOffset)): AffineMistake.noOffset,
        problem.alongInputs(problem.residuals(offset: firstOffset)): AffineMistake.offsetOnce,
      ]
    }

    private func offsetMistakes(_ problem: AffineProblem) -> KeyValuePairs<Vector, String> {
      let right = problem.residuals().columnSums()
      let (first, last) = problem.alone
      return [
        2 * right: AffineMistake.factorTwo, -right: AffineMistake.sign,
        right / Double(problem.samples): AffineMistake.meanGradient,
        [right.sum()]: AffineMistake.summedToScalar,
        right.map { _ in right.sum() }: AffineMistake.summedToScalar,
        Vector((0..<problem.samples).map(problem.residualSum)): AffineMistake.overRows,
        first.residuals().columnSums(): AffineMistake.firstOnly,
        last.residuals().columnSums(): AffineMistake.lastOnly,
        problem.residuals(offset: noOffset).columnSums(): AffineMistake.noOffset,
        problem.residuals(offset: firstOffset).columnSums(): AffineMistake.offsetOnce,
      ]
    }

    private func inputMistakes(_ problem: AffineProblem) -> KeyValuePairs<Matrix, String> {
      let right = problem.back(problem.residuals())
      let sum = right.columnSums()
      return [
        2 * right: AffineMistake.factorTwo, -right: AffineMistake.sign,
        right / Double(problem.samples): AffineMistake.meanGradient,
        Matrix(rows: [sum]): AffineMistake.inputsSummed,
        Matrix(rows: (0..<problem.samples).map { _ in sum }): AffineMistake.inputsSummed,
        problem.back(problem.residuals(offset: noOffset)): AffineMistake.noOffset,
        problem.back(problem.residuals(offset: firstOffset)): AffineMistake.offsetOnce,
      ]
    }
  }
}

// MARK: - Refusals

extension AffineLeastSquaresSuites.AffineLeastSquaresBatchTests {
  /// Expects that all functions refuse an A or b that a change has spoilt.
  private func expectRefused(
    _ problem: AffineProblem, _ argument: String, _ value: String? = nil,
    _ mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout AffineProblem) -> Void
  ) throws {
    try expectRefusedSample(
      problem, argument, value, mistake, sourceLocation: sourceLocation, spoiltBy: change)
    try expectRefusedBatch(
      given, argument, value, mistake, sourceLocation: sourceLocation, spoiltBy: change)
  }

  /// Expects that the functions of one sample refuse a problem that a change has spoilt.
  private func expectRefusedSample(
    _ problem: AffineProblem, _ argument: String, _ value: String? = nil,
    _ mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout AffineProblem) -> Void
  ) throws {
    var p = problem
    change(&p)
    let (a, b, x, t) = (p.matrix, p.offset, p.input, p.target)
    let calls: [() throws -> Any] = [
      { try affine.value(matrix: a, offset: b, input: x, target: t) },
      { try affine.matrixGradient(matrix: a, offset: b, input: x, target: t) },
      { try affine.offsetGradient(matrix: a, offset: b, input: x, target: t) },
      { try affine.inputGradient(matrix: a, offset: b, input: x, target: t) },
      { try affine.step(matrix: a, offset: b, input: x, target: t, learningRate: 0.5) },
    ]
    for call in calls {
      try expectInvalidInput(
        naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation, call)
    }
  }

  /// Expects that the functions of a batch refuse a problem that a change has spoilt.
  private func expectRefusedBatch(
    _ problem: AffineProblem, _ argument: String, _ value: String? = nil,
    _ mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout AffineProblem) -> Void
  ) throws {
    var p = problem
    change(&p)
    let (a, b, x, t) = (p.matrix, p.offset, p.inputs, p.targets)
    let calls: [() throws -> Any] = [
      { try affine.value(matrix: a, offset: b, inputs: x, targets: t) },
      { try affine.matrixGradient(matrix: a, offset: b, inputs: x, targets: t) },
      { try affine.offsetGradient(matrix: a, offset: b, inputs: x, targets: t) },
      { try affine.inputGradient(matrix: a, offset: b, inputs: x, targets: t) },
      { try affine.step(matrix: a, offset: b, inputs: x, targets: t, learningRate: 0.5) },
    ]
    for call in calls {
      try expectInvalidInput(
        naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation, call)
    }
  }
}

extension AffineProblem {
  /// The first sample as a batch of its own, and the last one.
  fileprivate var alone: (first: AffineProblem, last: AffineProblem) {
    var (first, last) = (self, self)
    first.inputs = inputs[rows: 0..<1]
    first.targets = targets[rows: 0..<1]
    last.inputs = inputs[rows: samples - 1..<samples]
    last.targets = targets[rows: samples - 1..<samples]
    return (first, last)
  }
}
