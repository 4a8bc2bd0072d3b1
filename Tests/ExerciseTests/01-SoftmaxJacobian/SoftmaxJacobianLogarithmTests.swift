import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source are reference cases (80 or more digits, checked with SciPy): the
// topic logsumexp. "Own" marks those computed with mpmath at 80 digits and with scipy.special,
// which agree to 1e-12.

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: logarithms", .part(1))
  struct SoftmaxJacobianLogarithmTests {
    let answer = Student.answer.softmaxJacobian

    // LSE(z) = log Σ exp(zᵢ). It grows by c when every logit does.
    @Test(
      "Log-sum-exp is the logarithm of the sum of the exponentials",
      .hint("In which order do the three letters L, S and E act on the logits?"))
    func logSumExp() throws {
      try expect(
        answer.logSumExp(logits: [1, 2, 3]), equals: 3.40760596444438,
        mistakes: [
          0.4076059644443803: SoftmaxMistake.maximumNotAddedBack,
          2.3089936757762706: SoftmaxMistake.mean,
          30.192874850577365: SoftmaxMistake.logNotTaken,
        ])
      try expect(answer.logSumExp(logits: [0, 0]), equals: 0.6931471805599453)
      // Own: four logits, three equal ones, and a single one, whose exponential log undoes.
      try expect(
        answer.logSumExp(logits: [0.5, -1.25, 2, -3]), equals: 2.237947285312671,
        mistakes: [0.23794728531267087: SoftmaxMistake.maximumNotAddedBack])
      try expect(
        answer.logSumExp(logits: [2, 2, 2]), equals: 3.0986122886681096,
        mistakes: [
          1.0986122886681098: SoftmaxMistake.maximumNotAddedBack, 2: SoftmaxMistake.mean,
        ])
      try expect(
        answer.logSumExp(logits: [-7.25]), equals: -7.25,
        mistakes: [0: SoftmaxMistake.maximumNotAddedBack])

      var generator = SeededGenerator(seed: Student.seed)
      let z = Vector.normal(count: 9, standardDeviation: 3, using: &generator)
      let plain = log(z.reduce(0) { $0 + exp($1) })
      try expect(answer.logSumExp(logits: z), equals: plain, tolerance: .absolute(1e-9))
      try expect(answer.logSumExp(logits: z + 2.5), equals: plain + 2.5, tolerance: .absolute(1e-9))
    }

    // The result is as large as the largest logit, so it is a finite number; 1e308 + log 2 is 1e308.
    @Test(
      "Log-sum-exp neither overflows nor underflows, and keeps a tiny tail",
      .hint("LSE(z) = c + LSE(z − c) for every c. Which c keeps exp from overflowing?"))
    func logSumExpOfExtremeLogits() throws {
      let cases: [(logits: Vector, result: Double)] = [
        ([10000, 0, -10000], 10000), ([710, 710.5], 710.9740769841801), ([1e308, 1e308], 1e308),
        ([-1000, -1000, -1001], -999.1380051959418), ([-1e308, -1e308], -1e308), ([0, -800], 0),
      ]
      for (logits, result) in cases {
        try expect(
          answer.logSumExp(logits: logits), equals: result,
          mistakes: [
            .infinity: SoftmaxMistake.overflow, -.infinity: SoftmaxMistake.underflow,
            700: SoftmaxMistake.clipped, -698.9013877113319: SoftmaxMistake.clipped,
          ])
      }
      // exp(−40) is lost beside 1, but not beside 0.
      try expect(
        answer.logSumExp(logits: [-40, 0]), equals: 4.248354255291589e-18,
        tolerance: .relative(1e-9), mistakes: [0: SoftmaxMistake.log1pMissing])
    }

    // log yᵢ = zᵢ/τ − log Σ exp(zⱼ/τ)
    @Test(
      "Log-softmax is the logarithm of the probabilities",
      .hint("What is log of a fraction whose numerator is an exponential?"))
    func logSoftmax() throws {
      // Own
      try expect(
        answer.logSoftmax(logits: [1, 2, 3], temperature: 0.5),
        equals: [-4.142931628499899, -2.1429316284998996, -0.14293162849989952],
        mistakes: [
          [-2.40760596444438, -1.4076059644443804, -0.4076059644443803]:
            SoftmaxMistake.temperatureIgnored,
          [-1.6802696706417346, -1.1802696706417346, -0.6802696706417346]:
            SoftmaxMistake.multipliedByTemperature,
          [-1.4076059644443804, 0.5923940355556196, 2.59239403555562]:
            SoftmaxMistake.sumWithoutTemperature,
          [-4.4076059644443803, -2.4076059644443803, -0.4076059644443803]:
            SoftmaxMistake.sumWithoutTemperature,
          [-4.81521192888876, -2.8152119288887607, -0.8152119288887606]:
            SoftmaxMistake.temperatureOutside,
          [-0.14293162849989952, -2.1429316284998996, -4.142931628499899]: SoftmaxMistake.negated,
        ])
      try expect(
        answer.logSoftmax(logits: [-1.5, 0.25, 2.75, -0.5], temperature: 0.7),
        equals: [
          -6.110700895969367, -3.6107008959693663, -0.039272324540794504, -4.682129467397938,
        ],
        mistakes: [
          [-4.376741403050143, -2.6267414030501426, -0.12674140305014242, -3.3767414030501426]:
            SoftmaxMistake.temperatureIgnored,
          [-5.019598545907286, -2.5195985459072854, 1.0518300255212865, -3.5910271173358566]:
            SoftmaxMistake.sumWithoutTemperature,
          [-6.252487718643061, -3.752487718643061, -0.18105914721448918, -4.823916290071632]:
            SoftmaxMistake.temperatureOutside,
        ])

      var generator = SeededGenerator(seed: Student.seed)
      let z = Vector.normal(count: 6, standardDeviation: 2, using: &generator)
      let temperature = generator.uniform(in: 1.5..<3)
      let plain = z.map { exp($0 / temperature) }
      try expect(
        answer.logSoftmax(logits: z, temperature: temperature), equals: log(plain / plain.sum()))
    }

    // yᵢ may be rounded to 0, where log is −∞, or to 1, where log is 0. log yᵢ still has its digits.
    @Test(
      "Log-softmax is accurate where softmax is rounded to 0 or 1",
      .hint("How would you compute log(1 + x) for x = exp(−40)? There is a function for it."))
    func logSoftmaxOfExtremes() throws {
      let mistakesInTheTail: KeyValuePairs<Vector, String> = [
        [0, -.infinity]: SoftmaxMistake.logOfSoftmax,
        [0, -700]: SoftmaxMistake.clipped,
        // log 1e-7, 1e-8, 1e-10, 1e-12, 1e-15
        [0, -16.11809565095832]: SoftmaxMistake.logOfEpsilon,
        [0, -18.420680743952367]: SoftmaxMistake.logOfEpsilon,
        [0, -23.025850929940457]: SoftmaxMistake.logOfEpsilon,
        [0, -27.631021115928547]: SoftmaxMistake.logOfEpsilon,
        [0, -34.538776394910684]: SoftmaxMistake.logOfEpsilon,
      ]
      try expect(
        answer.logSoftmax(logits: [0, -800], temperature: 1), equals: [0, -800],
        tolerance: .absolute(1e-6), mistakes: mistakesInTheTail)

      let (nan, inf) = (Double.nan, Double.infinity)
      let mistakesOfLargeLogits: KeyValuePairs<Vector, String> = [
        [0, -inf, -inf]: SoftmaxMistake.logOfSoftmax,
        [-inf, -inf, -inf]: SoftmaxMistake.overflow,
        [nan, -inf, -inf]: SoftmaxMistake.overflow,
      ]
      try expect(
        answer.logSoftmax(logits: [10000, 0, -10000], temperature: 0.5),
        equals: [0, -20000, -40000], mistakes: mistakesOfLargeLogits)

      let mistakesOfNegativeLogits: KeyValuePairs<Vector, String> = [
        [inf, inf, inf]: SoftmaxMistake.underflow, [nan, nan, nan]: SoftmaxMistake.underflow,
      ]
      try expect(
        answer.logSoftmax(logits: [-1000, -1000, -1001], temperature: 1),
        equals: [-0.8619948040582511, -0.8619948040582511, -1.861994804058251],
        mistakes: mistakesOfNegativeLogits)
      try expect(
        answer.logSoftmax(logits: [710, 710.5], temperature: 1),
        equals: [-0.9740769841801067, -0.4740769841801067],
        mistakes: [[-inf, -inf]: SoftmaxMistake.overflow])

      let minusLog2 = Vector(repeating: -0.6931471805599453, count: 2)
      try expect(
        answer.logSoftmax(logits: [1e308, 1e308], temperature: 1), equals: minusLog2,
        mistakes: [
          [0, 0]: SoftmaxMistake.largeSubtraction, [-inf, -inf]: SoftmaxMistake.overflow,
        ])
      // log(1 − 4e-18) = −4e-18, at both places the same.
      let tails: [(logits: Vector, temperature: Double, mistake: String)] = [
        ([-40, 0], 1, SoftmaxMistake.log1pMissing),
        ([-60, 20], 2, SoftmaxMistake.largeSubtraction),
      ]
      for (logits, temperature, mistake) in tails {
        let result = try answer.logSoftmax(logits: logits, temperature: temperature)
        let isAccurate =
          expect(result, equals: [-40, 0])
          && expect(
            result[1], equals: -4.248354255291589e-18,
            "entry [1] of the log-softmax of \(logits) at τ = \(temperature)",
            tolerance: .relative(1e-9), mistakes: [0: mistake])
        guard isAccurate else { break }
      }
      // z/τ is infinite, and (z₁ − max z)/τ is below every Double.
      let log2 = 0.6931471805599453
      try expect(
        answer.logSoftmax(logits: [1e308, -1e308, 1e308], temperature: 1e-10),
        equals: [-log2, -inf, -log2],
        mistakes: [
          [nan, nan, nan]: SoftmaxMistake.dividedFirst,
          [nan, -inf, nan]: SoftmaxMistake.overflow,
          [0, -inf, 0]: SoftmaxMistake.largeSubtraction,
        ])
    }
  }
}
