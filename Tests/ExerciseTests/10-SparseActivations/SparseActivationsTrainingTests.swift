import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The loss for probabilities that may be 0, and its gradient.
//
// Numbers were computed with exact fractions, logarithms with mpmath; or in two ways: with fractions
// and mpmath, and with NumPy.

extension SparseActivationsSuites {
  @Suite("10 · Sparse activations: loss", .part(5))
  struct SparseActivationsTrainingTests {
    let answer = Student.answer.sparseActivations

    // L = −log((pᵢ + ε)/(1 + Kε)); e^−L sums to 1 over the labels.

    @Test(
      "The loss is right, and finite where the label has the probability 0",
      .hint("To what do the numbers pⱼ + ε sum? What is the largest that the loss can be?"))
    func loss() throws {
      try expectLiterals()
      // One class, and logits as large as 1e17.
      try expectLoss([-4], label: 0, b: 2, epsilon: 0.25, equals: 0)
      try expectLoss([1e17, 0, 1e17], label: 2, b: 0.5, epsilon: 0.25, equals: 0.8472978603872037)
      try expectLoss([1e17, 0, 1e17], label: 1, b: 0.5, epsilon: 1e-12, equals: 27.631021115931548)
      // Of equal logits the loss is log K, for any ε.
      try expect(
        answer.relumaxLoss(logits: .ones(1500), label: 1400, b: 2, epsilon: 0.3),
        equals: 7.313220387090301, "the loss of 1500 equal logits")
      for b in [1e308, 1e-300] {
        try expect(
          answer.relumaxLoss(logits: [2, 2, 2], label: 1, b: b, epsilon: 0.3), equals: log(3),
          "the loss of three equal logits with b = \(b)",
          mistakes: b > 1 ? [.nan: Slip.sumOverflows, .infinity: Slip.sumOverflows] : [:])
      }
      let problem = RelumaxProblem(draw: 20, classes: 5, active: 3)
      var total = 0.0
      for label in 0..<5 {
        let p = (problem.probabilities[label] + 0.02) / 1.1
        let loss = try answer.relumaxLoss(
          logits: problem.logits, label: label, b: problem.b, epsilon: 0.02)
        guard expect(loss, equals: -log(p), "the loss of label \(label) with ε = 0.02") else {
          return
        }
        total += exp(-loss)
      }
      expect(total, equals: 1, "the sum of exp(−loss) over all labels")
      for (index, problem) in RelumaxProblem.exact.enumerated() {
        let (epsilon, count) = ([1e-12, 0.03, 0.7, 1, 2.5][index % 5], problem.logits.count)
        let size = [1, 0x1p-40, 0x1p30][index % 3]
        for label in Sweep.places(in: count) {
          let loss = try answer.relumaxLoss(
            logits: size * problem.logits, label: label, b: size * problem.b, epsilon: epsilon)
          guard
            expect(
              exp(-loss) * (1 + Double(count) * epsilon),
              equals: problem.probabilities[label] + epsilon,
              "exp(−loss) times 1 + Kε for the label \(label) of \((size * problem.logits).elements) with "
                + "b = \(size * problem.b) and ε = \(epsilon)", tolerance: .relative(1e-12))
          else { return }
        }
      }
    }

    private func expectLiterals() throws {
      // The larger of 0.045… and 0.0625 would be ε; their sum is due.
      let larger = 3.044522437723423
      let given = try answer.relumaxLoss(
        logits: [0.7, 0.1, 0.65, -0.3, 0.2], label: 4, b: 0.55, epsilon: 0.0625)
      expect(given, equals: 2.4979787313553523, mistakes: [larger: Slip.maximumWithEpsilon])
      // Where pᵢ is above ε, the larger of both is pᵢ, as if ε were missing there.
      let epsilonBelowOnly =
        abs(given - larger) < 1e-9 ? Slip.maximumWithEpsilon : Slip.epsilonBelowOnly
      try expectLoss(
        [0, 0.25, 0.6], label: 0, b: 1, epsilon: 0.01, equals: 1.6137093949609955,
        [
          1.584150592719451: Slip.noDenominator, 1.5941009235726191: Slip.oneEpsilon,
          1.6341305250244718: Slip.noEpsilon, 1.6636893272660163: epsilonBelowOnly,
          1.4124844414768212: Slip.lossOfSoftmax, 2.8429695190015805: Slip.lossOfSparsemax,
          0.7271058921240988: Slip.lossOfArgmax, -1.6137093949609955: Slip.lossNegative,
          0.19914752545583708: Slip.noLogarithm, 0.5379031316536652: Slip.timesClasses,
          3.4879454587373595: Slip.timesClasses,
        ])
      try expectLoss(
        [0.3, -1.2, 0.9, 0.1], label: 0, b: 1, epsilon: 0.001, equals: 1.3862943611198906,
        [
          1.3823023398503531: Slip.noDenominator, 1.3833018401834367: Slip.oneEpsilon,
          1.390286382389428: epsilonBelowOnly, 1.3516976662373492: Slip.lossOfSoftmax,
          1.6084423921925988: Slip.lossOfSparsemax, 0.47239692915157594: Slip.lossOfArgmax,
        ])
      try expectLoss(
        [1, 2, 3], label: 1, b: 5, epsilon: 0.1, equals: 1.0986122886681098,
        [
          0.8362480242006186: Slip.noDenominator, 0.9315582040049435: Slip.oneEpsilon,
          2.5649493574615367: Slip.lossOfSparsemax,
        ])
      // The label is outside: log((1 + Kε)/ε).
      try expectLoss(
        [0.3, -1.2, 0.9, 0.1], label: 1, b: 1, epsilon: 0.001, equals: 6.911747300251674,
        [
          6.907755278982137: Slip.noDenominator, 6.90875477931522: Slip.oneEpsilon,
          .infinity: Slip.noEpsilon,
        ])
    }

    // Literals, and differences of your own loss; 0 where the label is outside.

    @Test(
      "The gradient of the loss is right: a row of the Jacobian, divided by pᵢ + ε",
      .hint("d log(p + ε)/dp is one factor. Which entries of the Jacobian belong to pᵢ?"))
    func gradient() throws {
      try expectLiteralGradients()
      for (draw, label) in [(22, 0), (23, 3), (24, 1)] as [(UInt64, Int)] {
        let problem = RelumaxProblem(draw: draw, classes: 5, active: 4)
        let p = problem.probabilities[label] + 0.05
        func loss(_ logits: Vector) throws -> Double {
          try answer.relumaxLoss(logits: logits, label: label, b: problem.b, epsilon: 0.05)
        }
        let gradient = try answer.relumaxLossGradient(
          logits: problem.logits, label: label, b: problem.b, epsilon: 0.05)
        let what = "the gradient of the loss of label \(label) with ε = 0.05"
        guard
          try expectGradient(
            of: loss, at: problem.logits, equals: gradient, what,
            constants: ["R": problem.sum, "b": problem.b, "pᵢ + ε": p, "1 + Kε": 1.25])
        else { continue }
        expect(
          gradient, equals: problem.jacobian.row(label) / -p, what, tolerance: .relative(1e-12))
        try expect(
          answer.relumaxLossGradient(
            logits: problem.logits, label: label, b: problem.b, epsilon: 0.2),
          equals: p / (p + 0.15) * gradient, "the gradient of the same loss with ε = 0.2")
        let again = try answer.relumaxLossGradient(
          logits: problem.logits, label: label, b: problem.b, epsilon: 0.05)
        expect(again, equals: gradient, "the gradient, asked for a second time", tolerance: .exact)
      }
      try expectGradients()
    }

    private func expectLiteralGradients() throws {
      let right: Vector = [-1.914097618978568, 0.46402366520692556, 1.4500739537716423]
      try expect(
        answer.relumaxLossGradient(logits: [0, 0.25, 0.6], label: 0, b: 1, epsilon: 0.01),
        equals: right,
        mistakes: [
          [-2.0121951219512195, 0.4878048780487805, 1.5243902439024388]: Slip.gradientOverP,
          -right: Slip.gradientSign, [-4.875148632580261, 0, 0]: Slip.gradientByP,
          [-0.7564625236880853, 0.3127083095004873, 0.44375421418759803]: Slip.gradientOfSoftmax,
          [-0.8048780487804879, 0.3170731707317073, 0.4878048780487805]: Slip.gradientOfSoftmax,
          [-1.914097618978568, 0.754038455961254, 1.1600591630173138]: Slip.gradientColumn,
          [-1.914097618978568, 0.46402366520692556, 0.46402366520692556]:
            Slip.gradientMaximumConstant,
          1.03 * right: Slip.gradientNormalizer, right / 1.03: Slip.gradientNormalizer,
          [-0.39262343842950626, 0.09518143961927425, 0.297441998810232]: Slip.gradientUndivided,
        ])
      try expect(
        answer.relumaxLossGradient(
          logits: [0.7, 0.1, 0.65, -0.3, 0.2], label: 2, b: 0.55, epsilon: 1e-6),
        equals: [0.1818177818190618, 0, -1.0909066909143708, 0, 0.9090889090953088],
        mistakes: [
          [0.18181818181818182, 0, -1.0909090909090908, 0, 0.9090909090909091]: Slip.gradientOverP,
          [0.9999978000048396, 0, -1.0909066909143708, 0, 0.09090889090953105]: Slip.gradientColumn,
          [0.9090889090953088, 0, -1.0909066909143708, 0, 0.9090889090953088]:
            Slip.gradientMaximumConstant,
        ])
      // The label is outside: nothing pulls it back.
      let nan = Double.nan
      try expect(
        answer.relumaxLossGradient(logits: [0.3, -1.2, 0.9, 0.1], label: 1, b: 1, epsilon: 0.001),
        equals: [0, 0, 0, 0],
        mistakes: [
          [nan, nan, nan, nan]: Slip.gradientOverP, [0, -1000, 0, 0]: Slip.gradientByP,
          [0.25, -1, 0.625, 0.125]: Slip.gradientOfSoftmax,
        ])
    }

    // One entry after the other, at kinks and ties, for the largest logit, its equals and those that
    // are outside; then for logits of 1e17.
    private func expectGradients() throws {
      for (index, problem) in RelumaxProblem.exact.enumerated() {
        let epsilon = [0.7, 1e-12, 1, 0.03, 2.5][index % 5]
        let size = [1, 0x1p30, 0x1p-40][index % 3]
        let (jacobian, count) = (problem.jacobian, problem.logits.count)
        for label in Set(Sweep.places(in: count) + Array(0..<min(count, 7))).sorted() {
          let right = (0..<count).map {
            jacobian[label, $0] == 0
              ? 0 : -jacobian[label, $0] / (problem.probabilities[label] + epsilon) / size
          }
          let isRight = try expect(
            answer.relumaxLossGradient(
              logits: size * problem.logits, label: label, b: size * problem.b, epsilon: epsilon),
            equals: Vector(right), tolerance: .relative(1e-12))
          guard isRight else { return }
        }
      }
      for (label, right) in [(0, [-0.4, 0, 0.4]), (1, [0, 0, 0]), (2, [0.4, 0, -0.4])]
        as [(Int, Vector)]
      {
        try expect(
          answer.relumaxLossGradient(logits: [1e17, 0, 1e17], label: label, b: 0.5, epsilon: 0.75),
          equals: right)
      }
    }

    private func expectLoss(
      _ logits: Vector, label: Int, b: Double, epsilon: Double, equals expected: Double,
      _ mistakes: KeyValuePairs<Double, String> = [:],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try expect(
        answer.relumaxLoss(logits: logits, label: label, b: b, epsilon: epsilon), equals: expected,
        mistakes: mistakes, sourceLocation: sourceLocation)
    }
  }
}
