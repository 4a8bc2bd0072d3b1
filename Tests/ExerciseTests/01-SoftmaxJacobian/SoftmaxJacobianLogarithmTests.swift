import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source were computed with mpmath at 80 or more digits, and again with
// scipy.special. Both agree to 1e-12.

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: logarithms", .part(1))
  struct SoftmaxJacobianLogarithmTests {
    let answer = Student.answer.softmaxJacobian

    // Literals, and drawn logits of all counts. It grows by c when every logit does.

    @Test(
      "Log-sum-exp is the logarithm of the sum of the exponentials",
      .hint("In which order do the three letters L, S and E act on the logits?"))
    func logSumExp() throws {
      // Also four logits, three equal ones, and a single one, whose exponential log undoes.
      var cases: [(logits: Vector, right: Double)] = [
        ([1, 2, 3], 3.40760596444438), ([0, 0], 0.6931471805599453),
        ([0.5, -1.25, 2, -3], 2.237947285312671), ([2, 2, 2], 3.0986122886681096),
        ([-7.25], -7.25), ([2, 2, -1, 2], 2 + log(3 + exp(-3))),
        // Nearly a tie: 2⁻²⁰ less of one is 2⁻²¹ less of the logarithm.
        ([-0x1p-20, 0], 0.6931467037229008),
      ]
      var generator = SeededGenerator(seed: Student.seed)
      for (k, count) in Sweep.counts.enumerated() {
        // All below 0 at times, which a maximum that begins with 0 doesn't see.
        let z =
          Vector.normal(count: count, standardDeviation: 3, using: &generator) - Double(k % 3 * 9)
        let plain = log(z.reduce(0) { $0 + exp($1) })
        cases += [(z, plain), (z + 2.5, plain + 2.5)]
      }
      try expectAll(
        cases, { "logSumExp(logits: \($0.logits))" }, equal: { $0.right },
        tolerance: { _ in .absolute(1e-9) },
        suspects: [
          Suspect(SoftmaxMistake.maximumNotAddedBack) { $0.right - $0.logits.maximum() },
          Suspect(SoftmaxMistake.mean) { $0.right - log(Double($0.logits.count)) },
          Suspect(SoftmaxMistake.logNotTaken) { exp($0.right) },
        ]
      ) { try answer.logSumExp(logits: $0.logits) }
    }

    // The result is as large as the largest logit, so it is a finite number; 1e308 + log 2 is 1e308.

    @Test(
      "Log-sum-exp neither overflows nor underflows, and keeps a tiny tail",
      .hint("LSE(z) = c + LSE(z − c) for every c. Which c keeps exp from overflowing?"))
    func logSumExpOfExtremeLogits() throws {
      let inf = Double.infinity
      func overflow(_ more: Double? = nil) -> KeyValuePairs<Vector, String> {
        [[inf]: SoftmaxMistake.overflow, [more ?? 700]: SoftmaxMistake.clipped]
      }
      var areRight = try SoftmaxMistake.expectAll([
        SoftmaxCase([10000, 0, -10000], 1, [10000], overflow()),
        SoftmaxCase([710, 710.5], 1, [710.9740769841801], overflow(700.6931471805599)),
        SoftmaxCase([1e308, 1e308], 1, [1e308], overflow(700.6931471805599)),
        SoftmaxCase(
          [-1000, -1000, -1001], 1, [-999.1380051959418],
          [
            [-inf]: SoftmaxMistake.underflow, [-inf]: SoftmaxMistake.overflow,
            [-698.9013877113319]: SoftmaxMistake.clipped,
          ]),
        SoftmaxCase(
          [-1e308, -1e308], 1, [-1e308],
          [
            [-inf]: SoftmaxMistake.underflow, [-inf]: SoftmaxMistake.overflow,
            [-699.3068528194401]: SoftmaxMistake.clipped,
          ]),
        SoftmaxCase([0, -800], 1, [0]),
      ]) { logits, _ in [try answer.logSumExp(logits: logits)] }
      for (logits, places) in SoftmaxCase.peaks() {
        let isRight = try expect(
          answer.logSumExp(logits: logits),
          equals: logits.maximum() + log(Double(places.count)), tolerance: .relative(1e-13))
        areRight = areRight && isRight
      }
      // exp(−40) is lost beside 1, but not beside 0, wherever it stands. log(1 + x) is x here.
      let tails: [(Double, Double)] = [
        (-40, 4.248354255291589e-18), (-100, 3.720075976020836e-44), (-700, 9.85967654375977e-305),
      ]
      try expectEach(tails) { low, right in
        try expectEach([[low, 0], [0, low]] as [Vector]) {
          try expect(
            answer.logSumExp(logits: $0), equals: right, tolerance: .relative(1e-9),
            mistakes: areRight && low == -40 ? [0: SoftmaxMistake.log1pMissing] : [:])
        }
      }
    }

    // Literals, and drawn logits of all counts at temperatures of all sizes.

    @Test(
      "Log-softmax is the logarithm of the probabilities",
      .hint("What is log of a fraction whose numerator is an exponential?"))
    func logSoftmax() throws {
      let examples: [(call: SoftmaxCall, right: Vector)] = [
        (([1, 2, 3], 0.5), [-4.142931628499899, -2.1429316284998996, -0.14293162849989952]),
        (([1, 2, 3], 4), [-1.3693380844056782, -1.1193380844056782, -0.8693380844056782]),
        (
          ([-1.5, 0.25, 2.75, -0.5], 0.7),
          [-6.110700895969367, -3.6107008959693663, -0.039272324540794504, -4.682129467397938]
        ), (([4.5], 0.3), [0]),
      ]
      let areRight = try expectAll(
        examples.map(\.call) + SoftmaxCase.drawn(),
        { "the log-softmax of \($0.logits.count) logits at τ = \($0.temperature)" },
        equal: { log(PlainSoftmax.shares(of: exp($0.logits / $0.temperature))) },
        suspects: PlainSoftmax.wrongLogarithms, where: SoftmaxCase.isModerate
      ) { try answer.logSoftmax(logits: $0.logits, temperature: $0.temperature) }
      guard areRight else { return }
      for (call, right) in examples {
        try expect(
          answer.logSoftmax(logits: call.logits, temperature: call.temperature), equals: right)
      }
    }

    // yᵢ may be rounded to 0, where log is −∞, or to 1, where log is 0. log yᵢ still has its digits.

    @Test(
      "Log-softmax is accurate where softmax is rounded to 0 or 1",
      .hint("How would you compute log(1 + x) for x = exp(−40)? There is a function for it."))
    func logSoftmaxOfExtremes() throws {
      var areRight = try SoftmaxMistake.expectAll(Self.extremes) {
        try answer.logSoftmax(logits: $0, temperature: $1)
      }
      for (logits, places) in SoftmaxCase.peaks() {
        for temperature in [0.3, 4] {
          let isRight = try expect(
            answer.logSoftmax(logits: logits, temperature: temperature),
            equals: Vector(
              logits.map { ($0 - logits.maximum()) / temperature - log(Double(places.count)) }),
            tolerance: .relative(1e-12))
          areRight = areRight && isRight
        }
      }
      // log(1 − 4e-18) = −4e-18, at both places the same.
      try expectEach(
        [
          ([-40, 0], 1, SoftmaxMistake.log1pMissing),
          ([-60, 20], 2, SoftmaxMistake.largeSubtraction),
        ] as [(Vector, Double, String)]
      ) { logits, temperature, mistake in
        let result = try answer.logSoftmax(logits: logits, temperature: temperature)
        return expect(result, equals: [-40, 0])
          && expect(
            result[1], equals: -4.248354255291589e-18,
            "entry [1] of the log-softmax of \(logits) at τ = \(temperature)",
            tolerance: .relative(1e-9), mistakes: areRight ? [0: mistake] : [:])
      }
      // z/τ is infinite, and (z₁ − max z)/τ is below every Double.
      let (nan, inf) = (Double.nan, Double.infinity)
      try SoftmaxMistake.expectAll([
        SoftmaxCase(
          [1e308, -1e308, 1e308], 1e-10, [-Self.log2, -inf, -Self.log2],
          [
            [nan, nan, nan]: SoftmaxMistake.dividedFirst,
            [nan, -inf, nan]: SoftmaxMistake.overflow,
          ])
      ]) { try answer.logSoftmax(logits: $0, temperature: $1) }
      // 1/τ is infinite.
      try SoftmaxMistake.expectAll([
        SoftmaxCase([1, 1, 0.5], 0x1p-1030, [-Self.log2, -Self.log2, -inf]),
        SoftmaxCase([0, -0x1p-1030], 0x1p-1030, [-0.3132616875182228, -1.3132616875182228]),
      ]) { try answer.logSoftmax(logits: $0, temperature: $1) }
    }

    private static let log2 = 0.6931471805599453

    /// Logits of which the softmax, or an exponential, is rounded to 0 or infinite.
    private static var extremes: [SoftmaxCase] {
      let (nan, inf) = (Double.nan, Double.infinity)
      let overflow = SoftmaxMistake.overflow
      return [
        SoftmaxCase(
          [0, -800], 1, [0, -800],
          [[0, -inf]: SoftmaxMistake.logOfSoftmax, [0, -700]: SoftmaxMistake.clipped],
          floor: { [0, $0] }),
        SoftmaxCase(
          [10000, 0, -10000], 0.5, [0, -20000, -40000],
          [
            [0, -inf, -inf]: SoftmaxMistake.logOfSoftmax, [0, -700, -1400]: SoftmaxMistake.clipped,
            [-inf, -inf, -inf]: overflow, [nan, -inf, -inf]: overflow,
          ], floor: { [0, $0, $0] }),
        SoftmaxCase(
          [-1000, -1000, -1001], 1,
          [-0.8619948040582511, -0.8619948040582511, -1.861994804058251],
          [
            [inf, inf, inf]: SoftmaxMistake.underflow, [nan, nan, nan]: SoftmaxMistake.underflow,
            [inf, inf, inf]: overflow, [nan, nan, nan]: overflow,
            [-log(3), -log(3), -log(3)]: SoftmaxMistake.clipped,
          ]),
        SoftmaxCase(
          [710, 710.5], 1, [-0.9740769841801067, -0.4740769841801067],
          [
            [-inf, -inf]: overflow, [nan, nan]: overflow, [-log2, -log2]: SoftmaxMistake.clipped,
          ]),
        SoftmaxCase(
          [1e308, 1e308], 1, [-log2, -log2],
          [
            [0, 0]: SoftmaxMistake.largeSubtraction, [-inf, -inf]: overflow, [nan, nan]: overflow,
          ]),
      ]
    }
  }
}
