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

    let extremes =
      AffineProblem.extremes(draw: 40, samples: 3) + [
        AffineProblem(draw: 43, samples: 1100, outputs: 2, inputs: 3),
        AffineProblem(draw: 44, samples: 4, outputs: 2, inputs: 3).taking([0, 2, 2, 3, 0]),
      ]

    // F(A, b) = ½ Σₖ ‖A xₖ + b − tₖ‖².

    @Test(
      "The value of a batch is the sum of its samples' values",
      .hint("What does your function give for the same row twice?"))
    func value() throws {
      try expectAll(
        [given] + drawn + extremes, { "the value of \($0.name)" },
        equal: { $0.sum { $0 * $0 / 2 } }, tolerance: { _ in .relative(1e-9) },
        suspects: Self.wrongValues, call: value)
      try expect(value(given), equals: 3.5)
      // The smallest one there is: the residual is 2 · 3 + 1 − 4.
      let small = AffineProblem(matrix: [[2]], offset: [1], inputs: [[3]], targets: [[4]])
      try expect(value(small), equals: 4.5)
      // All are finite, though sums of entries are not: b − t is 0.
      let largest = AffineProblem(
        matrix: .zeros(2, 2), offset: [1.5e308, 1.5e308], inputs: [[1.5e308, 1.5e308]],
        targets: [[1.5e308, 1.5e308]])
      try expect(value(largest), equals: 0)
    }

    // By value, and by central differences.

    @Test(
      "The gradients of a batch are sums over the samples, but each input has its own",
      .hint("Which of the three quantities A, b and xₖ do all samples share?"))
    func gradients() throws {
      let problems = [given] + drawn + extremes
      let relative = { (_: AffineProblem) in Tolerance.relative(1e-9) }
      let areRight = try [
        expectAll(
          problems, { "the gradient with respect to A of \($0.name)" },
          equal: { $0.alongInputs($0.residuals()) }, tolerance: relative,
          suspects: Self.wrongMatrixGradients, call: matrixGradient),
        expectAll(
          problems, { "the gradient with respect to b of \($0.name)" },
          equal: { $0.residuals().columnSums() }, tolerance: relative,
          suspects: Self.wrongOffsetGradients, call: offsetGradient),
        expectAll(
          problems, { "the gradient with respect to X of \($0.name)" },
          equal: { $0.back($0.residuals()) }, tolerance: relative,
          suspects: Self.wrongInputGradients
        ) {
          try affine.inputGradient(
            matrix: $0.matrix, offset: $0.offset, inputs: $0.inputs, targets: $0.targets)
        },
      ]
      guard areRight[0], areRight[1] else { return }
      for problem in problems where problem.isMeasurable {
        try expectGradient(
          of: { blocks in
            var moved = problem
            (moved.matrix, moved.offset) = (blocks[0].matrix, blocks[1].vector)
            return try value(moved)
          }, at: [ParameterBlock("A", problem.matrix), ParameterBlock("b", problem.offset)],
          equals: [
            ParameterBlock("A", matrixGradient(problem)),
            ParameterBlock("b", offsetGradient(problem)),
          ], "the gradient of the batch", constants: ["N": Double(problem.samples)])
      }
    }

    // One step, and many: with a small α the value falls, and ends where both gradients are zero.

    @Test(
      "Steps on a batch go down to the least squares solution",
      .hint("Is the step's gradient the sum that your gradient functions return?"))
    func steps() throws {
      for problem in [given] + drawn { expectStep(try step(problem, 0.125), problem, 0.125) }
      for problem in drawn + extremes {
        for rate in problem.rates { expectPlainStep(try step(problem, rate), problem, rate) }
      }
      var problem = drawn[0]
      // Twice the curvature is nowhere above the sum of the squared inputs, bias included.
      let rate = 1 / (problem.inputs.squaredNorm() + Double(problem.samples))
      for _ in 0..<400 {
        let before = problem.sum { $0 * $0 }
        let map = try step(problem, rate)
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
        else { return }
      }
      let (start, end) = (drawn[0].largestSlope, problem.largestSlope)
      expectProperty(
        end < start / 2,
        "400 small steps at least halve the gradient, but it went from \(start) to \(end)")
      // Nothing is kept between steps: the same step gives the same map after all of them.
      expectStep(try step(given, 0.125), given, 0.125)
    }

    // Shapes that don't fit, nothing at all, and numbers that aren't any.

    @Test(
      "Arguments that don't fit together, or aren't finite, are refused",
      .hint(
        "Once you know A's shape, which must b, x and t have? And which comparison is true for NaN?"
      ))
    func badInput() throws {
      let before = try value(given)
      let cut = AffineMistake.cut
      let checks = [
        try expectAllRefuse("offset", "3", cut) { $0.offset = [-1, 2, 1] },
        try expectAllRefuse("offset", "1", cut) { $0.offset = [-1] },
        try expectAllRefuse("matrix") {
          ($0.matrix, $0.offset, $0.targets) = (.zeros(0, 3), [], .zeros($0.samples, 0))
        },
        try expectAllRefuse("matrix") {
          ($0.matrix, $0.inputs) = (.zeros(2, 0), .zeros($0.samples, 0))
        },
      ]
      // Who checks nothing at all has no check of the entries that NaN could get past.
      let passing = checks.contains(true) ? AffineMistake.notANumber : nil
      try expectAllRefuse("matrix", "nan", passing) { $0.matrix[1, 2] = .nan }
      try expectAllRefuse("offset", "inf", passing) { $0.offset[1] = .infinity }
      try expectAllRefuse("matrix", "-inf") { $0.matrix[0, 1] = -.infinity }
      try expectAllRefuse("offset", "-inf") { $0.offset[0] = -.infinity }
      try expectRefused(one, "input", "4", cut) { $0.inputs = [[1, 1, 1, 1]] }
      try expectRefused(one, "input", "2", cut) { $0.inputs = [[1, 1]] }
      try expectRefused(one, "target", "3", cut) { $0.targets = [[1, 6, 1]] }
      try expectRefused(one, "target", "1", cut) { $0.targets = [[1]] }
      try expectRefused(one, "input", "nan", passing) { $0.inputs[0, 2] = .nan }
      try expectRefused(one, "target", "nan", passing) { $0.targets[0, 0] = .nan }
      try expectRefused(one, "input", "-inf") { $0.inputs[0, 0] = -.infinity }
      try expectRefused(one, "target", "-inf") { $0.targets[0, 1] = -.infinity }
      try expectRefused(given, "inputs", "-inf") { $0.inputs[0, 1] = -.infinity }
      try expectRefused(given, "targets", "-inf") { $0.targets[0, 0] = -.infinity }
      try expectRefused(given, "inputs", "4", cut) { $0.inputs = .ones(2, 4) }
      try expectRefused(given, "inputs", "0") {
        ($0.inputs, $0.targets) = (.zeros(0, 3), .zeros(0, 2))
      }
      try expectRefused(given, "targets", "3", cut) { $0.targets = .ones(3, 2) }
      try expectRefused(given, "targets", "1", cut) { $0.targets = .ones(1, 2) }
      try expectRefused(given, "targets", "3", cut) { $0.targets = .ones(2, 3) }
      try expectRefused(given, "inputs", "2", cut) { $0.inputs = .ones(2, 2) }
      try expectRefused(given, "targets", "1", cut) { $0.targets = .ones(2, 1) }
      // As many numbers as three samples need, in another shape; and too few.
      for (rows, columns) in [(2, 3), (6, 1), (2, 2)] {
        try expectRefused(given, "targets", nil, cut) {
          ($0.inputs, $0.targets) = (.ones(3, 3), .ones(rows, columns))
        }
      }
      try expectRefused(given, "inputs", "inf", passing) { $0.inputs[1, 0] = .infinity }
      try expectRefused(given, "targets", "nan", passing) { $0.targets[1, 1] = .nan }
      try expectBadPlacesRefused()
      for problem in [one, given] {
        try ExerciseTesting.expectRefused(
          "learningRate", [0, -0.5] + Sweep.notFinite, mistake: AffineMistake.badRate
        ) { try calls(problem, isSingle: problem.samples == 1, rate: $0)[4]() }
      }
      try expect(value(given), equals: before, "the value after the refused calls")
    }

    // One bad number at each place of larger arguments.
    func expectBadPlacesRefused() throws {
      let batch = AffineProblem(draw: 45, samples: 17, outputs: 5, inputs: 7)
      let single = AffineProblem(draw: 46, samples: 1, outputs: 5, inputs: 7)
      for (k, place) in Sweep.places(in: 35).enumerated() {
        let (bad, row, column) = (Sweep.notFinite[k % 3], place / 7, place % 7)
        for problem in [batch, single] {
          try expectRefused(problem, "matrix") { $0.matrix[row, column] = bad }
          try expectRefused(problem, "offset") { $0.offset[row] = bad }
        }
        try expectRefused(single, "input") { $0.inputs[0, column] = bad }
        try expectRefused(single, "target") { $0.targets[0, row] = bad }
        try expectRefused(batch, "inputs") { $0.inputs[4 * row, column] = bad }
        try expectRefused(batch, "targets") { $0.targets[4 * row, 4 - row] = bad }
      }
    }

    // The gradient is a sum of n matrices of rank 1, with d rows and m columns.

    @Test(
      "You know how much a single sample can teach the matrix",
      .hint("What are the rows of a single sample's gradient multiples of?"))
    func rank() throws {
      for (n, d, m, rank) in [
        (1, 4, 3, 1), (2, 4, 3, 2), (50, 4, 3, 3), (50, 3, 4, 3), (5, 10, 784, 5), (10, 10, 2, 2),
        (900, 700, 800, 700),
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

    func value(_ problem: AffineProblem) throws -> Double {
      try affine.value(
        matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
        targets: problem.targets)
    }

    func matrixGradient(_ problem: AffineProblem) throws -> Matrix {
      try affine.matrixGradient(
        matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
        targets: problem.targets)
    }

    func offsetGradient(_ problem: AffineProblem) throws -> Vector {
      try affine.offsetGradient(
        matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
        targets: problem.targets)
    }

    func step(_ problem: AffineProblem, _ rate: Double) throws -> AffineMap {
      try affine.step(
        matrix: problem.matrix, offset: problem.offset, inputs: problem.inputs,
        targets: problem.targets, learningRate: rate)
    }
  }
}

// MARK: - Refusals
