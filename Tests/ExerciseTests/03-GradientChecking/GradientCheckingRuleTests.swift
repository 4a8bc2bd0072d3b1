import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The rule of the hand-outs: relative errors, entry by entry, and the largest decides. The losses
// are sums of dyadic multiples of dyadic parameters, so that central differences have no error and
// every relative error is a fraction that was computed by hand and with Python's fractions.

extension GradientCheckingSuites {
  @Suite("3 · Gradient checking: the rule", .part(2))
  struct GradientCheckingRuleTests {
    let checking = Student.answer.gradientChecking

    // |a − n| / (|a| + |n|), with 0/0 = 0; accurate for all finite numbers, infinite for others.
    @Test(
      "Relative errors are taken entry by entry, and two zeros agree",
      .hint("What are |a − n| and |a| + |n| for a = 3 and n = 1? And for two zeros?"))
    func relativeErrors() throws {
      let (a, n): (Vector, Vector) = ([3, 0, 1, -2, 0, 1e-9, 5], [1, 0, -1, -6, 4, 3e-9, 5])
      let right: Vector = [0.5, 0, 1, 0.5, 1, 0.5, 0]
      let pairs = zip(a, n)
      func each(_ error: (Double, Double) -> Double) -> Vector {
        Vector(pairs.map { $0 == 0 && $1 == 0 ? 0 : error($0, $1) })
      }
      try expect(
        checking.relativeErrors(analytic: a, numeric: n), equals: right,
        mistakes: [
          Vector(pairs.map { abs($0 - $1) / (abs($0) + abs($1)) }): CheckingMistake.zeroByZero,
          [0.5, 1, 1, 0.5, 1, 0.5, 0]: CheckingMistake.zeroIsOne,
          each { 2 * abs($0 - $1) / (abs($0) + abs($1)) }: CheckingMistake.halfDivisor,
          each { abs($0 - $1) / max(abs($0), abs($1)) }: CheckingMistake.largerDivisor,
          each { abs($0 - $1) / abs($0) }: CheckingMistake.analyticDivisor,
          each { abs($0 - $1) / abs($1) }: CheckingMistake.numericDivisor,
          each { abs($0 - $1) / abs($0 + $1) }: CheckingMistake.signedDivisor,
          each { ($0 - $1) / (abs($0) + abs($1)) }: CheckingMistake.signedError,
          each { abs($0 - $1) }: CheckingMistake.absoluteError,
          each { abs(abs($0) - abs($1)) / (abs($0) + abs($1)) }: CheckingMistake.magnitudesCompared,
          each { abs($0 - $1) / (abs($0) + abs($1) + 1e-8) }: CheckingMistake.guarded,
          each { abs($0 - $1) / max(abs($0) + abs($1), 1e-8) }: CheckingMistake.guarded,
          each { abs($0 - $1) / (abs($0) + abs($1) + 1e-12) }: CheckingMistake.guarded,
          a.map { _ in (a - n).norm() / (a.norm() + n.norm()) }: CheckingMistake.normWise,
          [(a - n).norm() / (a.norm() + n.norm())]: CheckingMistake.normWise,
        ])
      // Two of the seven by themselves, where NaN can't be compared.
      try expect(
        checking.relativeErrors(analytic: [0, 2], numeric: [0, 6]), equals: [0, 0.5],
        mistakes: [[.nan, 0.5]: CheckingMistake.zeroByZero])
      var generator = SeededGenerator(seed: Student.seed &+ 310)
      let drawn = (0..<6).map { _ in
        (generator.uniform(in: 1..<9), generator.uniform(in: -9 ..< -1))
      }
      let shifted = drawn.map { ($0.0, $0.0 + $0.1 / 10) }
      try expect(
        checking.relativeErrors(
          analytic: Vector(shifted.map(\.0)), numeric: Vector(shifted.map(\.1))),
        equals: Vector(shifted.map { abs($0 - $1) / (abs($0) + abs($1)) }),
        "the relative errors of drawn numbers")
      try expectExtremes()
    }

    /// Huge, tiny and impossible numbers have the error that they deserve.
    private func expectExtremes() throws {
      let tiny = Double.leastNonzeroMagnitude
      let (a, n): (Vector, Vector) = (
        [1.5e308, 1.5e308, tiny, 3 * tiny], [-1.5e308, 0.5e308, 0, 9 * tiny]
      )
      let errors = try checking.relativeErrors(analytic: a, numeric: n)
      let naive = Vector(zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) })
      expect(
        errors, equals: [1, 0.5, 1, 0.5], tolerance: .relative(1e-3),
        mistakes: [
          naive: CheckingMistake.overflow, [naive[0], 0, 1, 0.5]: CheckingMistake.overflow,
          [1, 0.5, 0, 0]: CheckingMistake.guarded,
        ])
      if errors.count == 4 {
        expectProperty(
          errors[0] == 1 && errors[1] > 0, "numbers of 1e308 have errors from 0 to 1",
          mistake: CheckingMistake.overflow)
      }
      let strange = try checking.relativeErrors(
        analytic: [.nan, 1, .infinity, 2, -.infinity], numeric: [1, .nan, .infinity, 2, 3])
      expectProperty(
        strange.count == 5 && strange[0] == .infinity && strange[1] == .infinity
          && strange[2] == .infinity && strange[3] == 0 && strange[4] == .infinity,
        "the errors of NaN and infinity are infinite, but they are \(strange)",
        mistake: CheckingMistake.notANumberPasses)
    }

    // The largest of all errors, the first block and the first entry that have it.
    @Test(
      "The check finds the largest error and says where it is",
      .hint("Does your maximum survive from one block to the next?"))
    func largest() throws {
      let loss = { (p: [Vector]) in 2 * p[0][0] + 4 * p[0][1] + 8 * p[1][0] - p[1][1] + p[1][2] }
      // The right gradient is [2, 4], [8, −1, 1].
      for (gradients, error, block, entry) in [
        ([[2.5, 12], [9, -1.5, 1.25]], 0.5, 0, 1), ([[2.5, 5], [9, -3, 1.25]], 0.5, 1, 1),
        ([[6, 5], [9, -1.5, 3]], 0.5, 0, 0), ([[2.5, 5], [24, -1.5, 3]], 0.5, 1, 0),
        ([[2.5, 5], [9, -1.5, -1]], 1, 1, 2), ([[2, 4], [8, -1, 1]], 0, 0, 0),
      ] as [([Vector], Double, Int, Int)] {
        let result = try check(gradients, loss, at: [[0.5, 1], [-1, 2, 0.25]])
        let errors = relativeErrors(gradients, [[2, 4], [8, -1, 1]])
        let flat = errors.flatMap { $0 }
        let norm = normError(gradients, [[2, 4], [8, -1, 1]])
        guard
          expect(
            result.largestError, equals: error, "the largest error of \(gradients)",
            mistakes: [
              flat.reduce(0, +) / 5: CheckingMistake.mean, norm: CheckingMistake.normCheck,
              flat.reduce(0, +): CheckingMistake.sum,
              flat.min() ?? 0: CheckingMistake.smallestError,
              errors[1].max() ?? 0: CheckingMistake.lastBlock,
              errors[0].max() ?? 0: CheckingMistake.firstBlock,
            ])
        else { return }
        let last = flat.lastIndex(of: error) ?? 0
        let lastPlace = last < 2 ? [0, last] : [1, last - 2]
        expect(
          [result.block, result.entry], equals: [block, entry],
          "the block and the entry with the largest error of \(gradients)",
          mistakes: [
            lastPlace: CheckingMistake.lastMaximum,
            [block, block == 0 ? entry : entry + 2]: CheckingMistake.flatIndex,
          ])
      }
    }

    // Below 1e-5, for the largest error; NaN never passes.
    @Test(
      "A gradient passes only when every entry is right",
      .hint("What does your maximum do with an error that is NaN?"))
    func passes() throws {
      // 63 entries of 2^20 and one of 1, which alone is wrong.
      let scales = Vector((0..<64).map { $0 == 40 ? 1 : 0x1p20 })
      let loss = { (p: [Vector]) in dot(p[0], scales) }
      let start = [Vector.zeros(64)]
      func verdict(_ last: Double) throws -> GradientCheckResult {
        var gradient = scales
        gradient[40] = last
        return try check([gradient], loss, at: start)
      }
      expect(try verdict(1).passes, equals: true, "whether the right gradient passes")
      expect(
        try verdict(1 + 1e-5).passes, equals: true,
        "whether a gradient passes whose largest error is 5e-6",
        mistakes: [false: CheckingMistake.looser])
      // Errors of about 1.5e-5 and ½ in an entry that is a millionth of the others.
      expect(
        try verdict(1 + 3e-5).passes, equals: false,
        "whether a gradient passes whose largest error is 1.5e-5",
        mistakes: [true: CheckingMistake.normCheck])
      expect(
        try verdict(3).passes, equals: false, "whether a gradient passes with an error of ½",
        mistakes: [true: CheckingMistake.normCheck])
      expect(
        try verdict(-1).passes, equals: false, "whether a gradient passes with a wrong sign",
        mistakes: [true: CheckingMistake.magnitudesCompared])
      let broken = try verdict(.nan)
      expect(
        broken.passes, equals: false, "whether a gradient passes with NaN in it",
        mistakes: [true: CheckingMistake.notANumberPasses])
      expectProperty(
        broken.largestError == .infinity && broken.entry == 40,
        "the largest error of a gradient with NaN is infinite, at the NaN",
        mistake: CheckingMistake.notANumberPasses)
    }

    // Bit for bit, and one entry at a time over all blocks.
    @Test(
      "The parameters come back bit for bit",
      .hint("Where do you keep the entry while it is moved?"))
    func parametersComeBack() throws {
      let start: [Vector] = [[0.1, -1.7], [1e8 / 3, 0.7, -0.2]]
      let visits = Visits(around: start.flatMap(\.elements))
      var parameters = start
      let result = try checking.check(
        gradients: [[1, 2], [0, 4, 0]],
        of: { p in
          visits.note(p.flatMap(\.elements))
          return p[0][0] + 2 * p[0][1] + 4 * p[1][1]
        }, at: &parameters, step: 0.3)
      expect(result.passes, equals: true, "whether the right gradient passes")
      let same = zip(start, parameters).allSatisfy { before, after in
        before.elements.map(\.bitPattern) == after.elements.map(\.bitPattern)
      }
      let near = zip(start, parameters).allSatisfy { before, after in
        before.count == after.count && (before - after).normInfinity() < 0.1
      }
      expectProperty(
        same && parameters.count == start.count, "the parameters come back with the same bits",
        mistake: near ? CheckingMistake.notRestoredExactly : CheckingMistake.notRestored)
      visits.expectOneAtATime()
      try expectPassedOn {
        try checking.check(
          gradients: [[1, 2], [0, 4, 0]], of: { _ in throw Uncomputable() }, at: &parameters,
          step: 0.3)
      }
    }

    // Steps that aren't any, points that aren't finite, blocks that don't fit.
    @Test(
      "Bad input is refused", .hint("Which condition is false for every bad step, NaN included?"))
    func badInput() throws {
      for step in [0, -0.5, Double.nan, .infinity] {
        try expectInvalidInput(naming: "step", value: "\(step)") {
          try checking.numericalDerivative(of: { $0 }, at: 1, step: step)
        }
        try expectInvalidInput(naming: "step", value: "\(step)") {
          try checking.numericalGradient(of: { $0[0] }, at: [1], step: step)
        }
        try expectInvalidInput(naming: "step", value: "\(step)") {
          try checking.numericalJacobian(of: { $0 }, at: [1, 2], step: step)
        }
        try expectInvalidInput(naming: "step", value: "\(step)") {
          try check([[1]], { $0[0][0] }, at: [[1]], step: step)
        }
      }
      try expectInvalidInput(naming: "point", value: "nan") {
        try checking.numericalDerivative(of: { $0 }, at: .nan, step: 0.5)
      }
      for point in [[], [1, .infinity], [.nan, 1]] as [Vector] {
        try expectInvalidInput(naming: "point", value: "\(point.first { !$0.isFinite } ?? 0)") {
          try checking.numericalGradient(of: { $0.sum() }, at: point, step: 0.5)
        }
        try expectInvalidInput(naming: "point", value: "\(point.first { !$0.isFinite } ?? 0)") {
          try checking.numericalJacobian(of: { $0 }, at: point, step: 0.5)
        }
      }
      try expectInvalidInput(naming: "numeric", value: "3") {
        try checking.relativeErrors(analytic: [1, 2], numeric: [1, 2, 3])
      }
      try expectInvalidInput(naming: "analytic", value: "0") {
        try checking.relativeErrors(analytic: [], numeric: [])
      }
      let loss = { (p: [Vector]) in p[0][0] }
      try expectInvalidInput(naming: "parameters", value: "0") { try check([], loss, at: []) }
      try expectInvalidInput(naming: "parameters", value: "0") {
        try check([[1], []], loss, at: [[1], []])
      }
      try expectInvalidInput(naming: "parameters", value: "nan") {
        try check([[1], [1]], loss, at: [[1], [.nan]])
      }
      try expectInvalidInput(naming: "gradients", value: "1") {
        try check([[1]], loss, at: [[1], [2]])
      }
      try expectInvalidInput(naming: "gradients", value: "3") {
        try check([[1], [1, 2, 3]], loss, at: [[1], [2, 3]])
      }
    }

    private func check(
      _ gradients: [Vector], _ loss: ([Vector]) -> Double, at parameters: [Vector],
      step: Double = 0.25
    ) throws -> GradientCheckResult {
      var parameters = parameters
      return try checking.check(gradients: gradients, of: loss, at: &parameters, step: step)
    }

    private func relativeErrors(_ a: [Vector], _ n: [Vector]) -> [[Double]] {
      zip(a, n).map { a, n in zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) } }
    }

    private func normError(_ a: [Vector], _ n: [Vector]) -> Double {
      let (a, n) = (Vector(a.flatMap(\.elements)), Vector(n.flatMap(\.elements)))
      return (a - n).norm() / (a.norm() + n.norm())
    }
  }
}
