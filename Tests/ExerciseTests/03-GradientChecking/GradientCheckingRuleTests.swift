import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The rule of DL's assignment: relative errors, entry by entry, and the largest decides. The losses
// are sums of dyadic multiples of dyadic parameters, so that central differences have no error and
// every relative error is a fraction that was computed by hand and with Python's fractions.

extension GradientCheckingSuites {
  @Suite("3 · Gradient checking: the rule", .part(2))
  struct GradientCheckingRuleTests {
    let checking = Student.answer.gradientChecking

    // Accurate for all finite numbers, 0 for two zeros, infinite for others; at each place of any number.

    @Test(
      "Relative errors are taken entry by entry, and two zeros agree",
      .hint("What are |a − g| and |a| + |g| for a = 3 and g = 1? And for two zeros?"))
    func relativeErrors() throws {
      let drawn = Sweep.counts.enumerated().map { draw, count in
        var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 310 &+ UInt64(draw))
        let size = Sweep.magnitudes[draw % Sweep.magnitudes.count]
        let numeric = Vector.uniform(count: count, in: 1..<9, using: &generator) * size
        // Errors of all orders from 1 to 1e-7, above and below.
        let right = Vector((0..<count).map { pow(0.1, Double($0 % 8)) })
        let analytic = numeric.indices.map { i in
          let error = i % 3 == 0 ? -right[i] : right[i]
          return i % 8 == 0 ? 0 : numeric[i] * (1 + error) / (1 - error)
        }
        return ErrorCase(analytic: Vector(analytic), numeric: numeric, right: right)
      }
      let areRight = try expectAll(
        [
          ErrorCase(
            analytic: [3, 0, 1, -2, 0, 1e-9, 5], numeric: [1, 0, -1, -6, 4, 3e-9, 5],
            right: [0.5, 0, 1, 0.5, 1, 0.5, 0]),
          // Two of the seven by themselves, where NaN can't be compared.
          ErrorCase(analytic: [0, 2], numeric: [0, 6], right: [0, 0.5]),
        ] + drawn, { "relativeErrors(analytic: \($0.analytic), numeric: \($0.numeric))" },
        equal: \.right, suspects: ErrorCase.wrong
      ) { try checking.relativeErrors(analytic: $0.analytic, numeric: $0.numeric) }
      try expectExtremes(areOthersRight: areRight)
    }

    // The first block and the first entry that have it; by hand, and wherever it stands.

    @Test(
      "The check finds the largest error and says where it is",
      .hint("Does your maximum survive from one block to the next?"))
    func largest() throws {
      var cases = CheckCase.byHand
      for sizes in [
        [1], [3, 1], [2, 7, 1, 4], Array(repeating: 1, count: 20), [17, 300], [1100],
      ] {
        for (turn, block) in Sweep.places(in: sizes.count).enumerated() {
          let places = Sweep.places(in: sizes[block])
          let entry = places[(turn + 3) % places.count]
          cases.append(CheckCase(sizes, wrongBy: turn, block: block, entry: entry))
        }
      }
      // Whoever looks at some of the entries finds one of these and misses another.
      cases += Sweep.places(in: 250).map { CheckCase([250], wrongBy: 1, block: 0, entry: $0) }
      let results = try cases.map {
        (check: $0, result: try check($0.gradients, $0.loss, at: $0.start))
      }
      let areRight = expectAll(
        results, { "the largest error of \($0.check.name)" }, equal: \.check.error,
        suspects: CheckCase.wrongErrors.map { wrong in
          Suspect(wrong.sentence) { wrong.model($0.check) }
        }
      ) { $0.result.largestError }
      guard areRight else { return }
      expectAll(
        results, { "the block and the entry with the largest error of \($0.check.name)" },
        equal: { [Double($0.check.block), Double($0.check.entry)] },
        suspects: [
          Suspect(CheckingMistake.lastMaximum) { $0.check.lastPlace },
          Suspect(CheckingMistake.flatIndex) { $0.check.flatPlace },
        ]
      ) { [Double($0.result.block), Double($0.result.entry)] }
    }

    // Below 1e-5, for the largest error; what isn't finite never passes.

    @Test(
      "A gradient passes only when every entry is right",
      .hint("What does your maximum do with an error that is NaN?"))
    func passes() throws {
      // 63 entries of 2^20 and one of 1, which alone is wrong.
      let scales = Vector((0..<64).map { $0 == 40 ? 1 : 0x1p20 })
      func gradient(wrongBy error: Double) -> Vector {
        scales.with(error == 1 ? -1 : (1 + error) / (1 - error), at: 40)
      }
      let errors = [0, 1e-11, 1e-9, 1e-7, 4e-6, 0.99999e-5, 1.00001e-5, 1.5e-5, 1e-3, 0.5, 1]
      let results = try errors.map {
        try check([gradient(wrongBy: $0)], { dot($0[0], scales) }, at: [Vector.zeros(64)])
      }
      let areRight = expectAll(
        Array(zip(errors, results)),
        { "the largest error of 64 entries of which one has the error \($0.0)" }, equal: { $0.0 },
        tolerance: { .absolute(1e-9 * $0.0 + 1e-13) },
        suspects: [
          Suspect(CheckingMistake.mean) { $0.0 / 64 },
          Suspect(CheckingMistake.magnitudesCompared) { $0.0 == 1 ? 0 : $0.0 },
          Suspect(CheckingMistake.normCheck) { normError(gradient(wrongBy: $0.0), scales) },
        ]
      ) { $0.1.largestError }
      guard areRight else { return }
      let passes = results.map(\.passes)
      let right = errors.map { $0 < 1e-5 }
      let name =
        passes == right.map { !$0 }
        ? CheckingMistake.looser
        : passes == errors.map { $0 == 0 }
          ? CheckingMistake.exactOnly : passes.allSatisfy { $0 } ? CheckingMistake.passesAll : nil
      for (error, result) in zip(errors, results) {
        expect(
          result.passes, equals: error < 1e-5,
          "whether a gradient passes whose largest error is \(error)",
          mistakes: name.map { [result.passes: $0] } ?? [:])
      }
      // 1 / 100,000 is 1e-5 for most; whoever gets its neighbour is right too.
      let limit = try check([[50_000.5]], { 49_999.5 * $0[0][0] }, at: [[0]])
      expect(
        limit.passes, equals: limit.largestError < 1e-5,
        "whether a gradient passes whose largest error is \(limit.largestError)",
        mistakes: passes == right ? [true: CheckingMistake.atLimit] : [:])
      try expectNotFinite()
    }

    // Bit for bit, and one entry at a time over all blocks.

    @Test(
      "The parameters come back bit for bit",
      .hint("Where do you keep the entry while it is moved?"))
    func parametersComeBack() throws {
      let start: [Vector] = [[0.1, -1.7], [1e8 / 3, 0.7, -0.2], [1 / 3.0]]
      let gradients: [Vector] = [[1, 2], [0, 4, 0], [0]]
      let visits = Visits(around: start.flatMap(\.elements))
      // The loss throws at its nth call, or never.
      for throwing in [0, 1, 2, 5, 12] {
        var (parameters, calls) = (start, 0)
        let body = {
          try checking.check(
            gradients: gradients,
            of: { p in
              calls += 1
              if calls == throwing { throw Uncomputable() }
              if throwing == 0 { visits.note(p.flatMap(\.elements)) }
              return p[0][0] + 2 * p[0][1] + 4 * p[1][1]
            }, at: &parameters, step: 0.3)
        }
        if throwing == 0 {
          try expect(body().passes, equals: true, "whether the right gradient passes")
        } else {
          do {
            _ = try body()
            // Of a call that is never made, no error could come out.
            expectProperty(
              calls < throwing, "an error that the function throws comes out",
              mistake: CheckingMistake.swallowed)
          } catch is Uncomputable {}
        }
        let same = parameters.map { $0.map(\.bitPattern) } == start.map { $0.map(\.bitPattern) }
        let near =
          parameters.map(\.count) == start.map(\.count)
          && (joined(parameters) - joined(start)).normInfinity() < 0.1
        expectProperty(
          same,
          "the parameters come back with the same bits"
            + (throwing > 0 ? ", also where the loss throws in its call \(throwing)" : ""),
          mistake: near
            ? CheckingMistake.notRestoredExactly
            : throwing == 0 && visits.mostMoved > 1 ? CheckingMistake.notRestored : nil)
      }
      visits.expectOneAtATime()
    }

    // Steps that aren't any, points that aren't finite, blocks that don't fit.

    @Test(
      "Bad input is refused", .hint("Which condition is false for every bad step, NaN included?"))
    func badInput() throws {
      let loss = { (p: [Vector]) in p[0][0] }
      let steps: [(Double) throws -> Void] = [
        { _ = try checking.numericalDerivative(of: { $0 }, at: 1, step: $0) },
        { _ = try checking.numericalGradient(of: { $0[0] }, at: [1], step: $0) },
        { _ = try checking.numericalJacobian(of: { $0 }, at: [1, 2], step: $0) },
        { _ = try check([[1]], loss, at: [[1]], step: $0) },
      ]
      for call in steps { try expectRefused("step", CheckingMistake.notPositive, call) }
      try expectRefused("point", Sweep.notFinite) {
        try checking.numericalDerivative(of: { $0 }, at: $0, step: 0.5)
      }
      let ones = Vector.ones(33)
      for place in Sweep.places(in: 33) {
        try expectRefused("point", Sweep.notFinite) {
          try checking.numericalGradient(of: { $0.sum() }, at: ones.with($0, at: place), step: 0.5)
        }
        try expectRefused("point", Sweep.notFinite) {
          try checking.numericalJacobian(of: { $0 }, at: ones.with($0, at: place), step: 0.5)
        }
        try expectRefused("parameters", Sweep.notFinite) {
          try check([[1], ones], loss, at: [[1], ones.with($0, at: place)])
        }
        try expectRefused("parameters", Sweep.notFinite) {
          try check([ones, [1]], loss, at: [ones.with($0, at: place), [1]])
        }
        try expectRefused("parameters", Sweep.notFinite) {
          let bad = ones.with($0, at: place)
          return try check([[1], [1], [1], ones, [1]], loss, at: [[1], [1], [1], bad, [1]])
        }
      }
      try expectInvalidInput(naming: "point", value: "0") {
        try checking.numericalGradient(of: { $0.sum() }, at: [], step: 0.5)
      }
      try expectInvalidInput(naming: "point", value: "0") {
        try checking.numericalJacobian(of: { $0 }, at: [], step: 0.5)
      }
      for (analytic, numeric) in [([1, 2], [1]), ([1, 2], [1, 2, 3]), ([1, 2], []), ([], [])]
        as [(Vector, Vector)]
      {
        let (name, other) = analytic.count == 0 ? ("analytic", "numeric") : ("numeric", nil)
        try expectInvalidInput(naming: name, or: other, value: "\(numeric.count)") {
          try checking.relativeErrors(analytic: analytic, numeric: numeric)
        }
      }
      try expectBadBlocksRefused(loss)
    }

    // Blocks that are empty, or don't fit.
    private func expectBadBlocksRefused(_ loss: ([Vector]) -> Double) throws {
      for blocks in [[], [[1], []], [[], [1]], [[]]] as [[Vector]] {
        try expectInvalidInput(naming: "parameters", or: "gradients", value: "0") {
          try check(blocks, loss, at: blocks)
        }
      }
      for (count, gradients) in [
        ("1", [[1]]), ("3", [[1], [1, 2], [1]]), ("3", [[1], [1, 2, 3]]), ("1", [[1], [1]]),
        ("2", [[1, 2], [1, 2]]), ("0", []),
      ] as [(String, [Vector])] {
        try expectInvalidInput(naming: "gradients", value: count) {
          try check(gradients, loss, at: [[1], [2, 3]])
        }
      }
      // As many entries in all, but not in each of the blocks.
      for gradients in [[[1, 2], [1, 2], [1], [1]], [[1], [1, 2], [1, 2], [1]]] as [[Vector]] {
        try expectInvalidInput(naming: "gradients") {
          try check(gradients, loss, at: [[1], [2, 3], [4], [5, 6]])
        }
      }
    }

    func check(
      _ gradients: [Vector], _ loss: ([Vector]) -> Double, at parameters: [Vector],
      step: Double = 0.25
    ) throws -> GradientCheckResult {
      var parameters = parameters
      return try checking.check(gradients: gradients, of: loss, at: &parameters, step: step)
    }
  }
}
