import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: loss and gradient", .part(2))
  struct SoftmaxRegressionLossTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // −(1/n) Σ log softmax(z)[label]. The first numbers are the reference cases
    // softmax_cross_entropy-01, -02 and -07; those of the batch come from NumPy and mpmath.
    @Test(
      "The cross-entropy is the mean of −log of the right class's probability",
      .hint("By what factor is your number off? Is it the number of samples, or of classes?"))
    func crossEntropy() throws {
      // Many digits first: of one sample alone, a mistake may look like another.
      let five = SoftmaxRegressionProblem.five
      guard
        try expect(
          softmax.crossEntropy(logits: five.logits, labels: five.labels),
          equals: 1.6455548639884425, mistakes: lossMistakes(five)),
        try expect(
          softmax.crossEntropy(logits: [[1, 2, 3]], labels: [2]), equals: 0.4076059644443803),
        try expect(
          softmax.crossEntropy(logits: [[1, 2, 3]], labels: [0]), equals: 2.40760596444438),
        try expect(
          softmax.crossEntropy(logits: Matrix.zeros(3, 10), labels: [3, 9, 0]),
          equals: 2.302585092994046)
      else { return }
      let drawn = SoftmaxRegressionProblem(draw: 3, samples: 7, features: 2, classes: 4)
      for _ in 1...2 {
        try expect(
          softmax.crossEntropy(logits: drawn.logits, labels: drawn.labels), equals: drawn.loss,
          mistakes: lossMistakes(drawn))
      }
      for problem in SoftmaxRegressionProblem.sweep {
        let what = "the loss of \(problem.samples) samples and \(problem.classes) classes"
        guard
          try expect(
            softmax.crossEntropy(logits: problem.logits, labels: problem.labels),
            equals: problem.loss, what)
        else { return }
      }
    }

    // The reference cases softmax_cross_entropy-04, -05 and -08, and logits of ±1e4. A loss of 1e-13
    // or 1e-261 is as good a number as any: it has to be right to nine digits.
    @Test(
      "The cross-entropy is accurate where a probability rounds to 0 or 1",
      .hint("What is log of a probability that has become 0? Can log ŷ be had without ŷ?"))
    func extremes() throws {
      func expectLoss(
        _ logits: Matrix, _ labels: [Int], _ expected: Double, ofNoNumber mistake: String
      ) throws -> Bool {
        let loss = try softmax.crossEntropy(logits: logits, labels: labels)
        // −log ε is from 6 to 750 for every ε from 1e-3 to the smallest there is.
        let isFloor = loss > 6 && loss < 750
        return expect(
          loss, equals: expected, tolerance: .relative(1e-9),
          mistakes: [
            .nan: mistake, .infinity: mistake, -.infinity: mistake,
            (isFloor ? loss : .nan): Mistake.epsilonInLogarithm,
          ])
      }
      guard
        try expectLoss(
          [[-10000, -10001.5]], [1], 1.7014132779827524, ofNoNumber: Mistake.noShift),
        try expectLoss(
          [[10000, 9999]], [1], 1.3132616875182228, ofNoNumber: Mistake.noShift),
        try expectLoss([[1000, 0, -1000]], [1], 1000, ofNoNumber: Mistake.logarithmOfZero),
        try expectLoss([[1000, 0, -1000]], [2], 2000, ofNoNumber: Mistake.logarithmOfZero),
        try expectLoss([[10000, -10000]], [1], 20000, ofNoNumber: Mistake.logarithmOfZero),
        try expectLoss([[1e300, 0, -1e300]], [0], 0, ofNoNumber: Mistake.noShift),
        try expectLoss([[1e300, 0, -1e300]], [2], 2e300, ofNoNumber: Mistake.logarithmOfZero),
        // One batch with rows of both signs.
        try expectLoss(
          [[10000, 9999], [-10000, -9999], [0, 0], [0, 10000]], [1, 0, 1, 0],
          (2 * 1.3132616875182228 + 0.6931471805599453 + 10000) / 4,
          ofNoNumber: Mistake.oneMaximum)
      else { return }
      for (logit, expected) in [
        (30.0, 9.357622968839737e-14), (40, 4.248354255291589e-18), (600, 2.6503965530043108e-261),
      ] {
        let loss = try softmax.crossEntropy(logits: [[logit, 0]], labels: [0])
        guard
          expect(
            loss, equals: expected, tolerance: .relative(1e-9),
            mistakes: [
              (loss <= 0 || loss.magnitude < 1e-12 ? loss : .nan): Mistake.lostDigits,
              (loss < 0 || loss > 1e-10 ? loss : .nan): Mistake.epsilonInLogarithm,
            ])
        else { return }
      }
      // The largest logit at each of nine places, and at each height.
      for (place, height) in Sweep.places(in: 9).flatMap({ [($0, 1e4), ($0, -1e4), ($0, 0.25)] }) {
        let logits = Matrix(rows: 1, columns: 9) { $1 == place ? height : height - 40 - Double($1) }
        let other = (place + 4) % 9
        let rest = (0..<9).reduce(0) { $0 + ($1 == place ? 0 : exp(-40 - Double($1))) }
        for (label, loss) in [(place, rest), (other, 40 + Double(other))] {
          guard
            try expect(
              softmax.crossEntropy(logits: logits, labels: [label]), equals: loss,
              tolerance: .relative(1e-9))
          else { return }
        }
      }
    }

    // J = C + λ‖W‖²: no ½, no 1/n, the bias row included.
    @Test(
      "The objective adds lambda times the squared norm of the weights",
      .hint("Which of the usual conventions of L2 is stated here? Which weights are penalised?"))
    func objective() throws {
      try expect(
        softmax.squaredNorm(weights: [[1, -2, 0], [0, 3, 1]]), equals: 15,
        mistakes: [
          15.squareRoot(): Mistake.normNotSquared, 7: Mistake.magnitudes, 5: Mistake.biasLeftOut,
          7.5: Mistake.halfPenalty, 2.5: Mistake.meanOfSquares,
        ])
      let five = SoftmaxRegressionProblem.five
      try expect(
        objective(five), equals: 2.5205548639884423, mistakes: objectiveMistakes(five))
      var drawn = SoftmaxRegressionProblem(draw: 4, samples: 9, features: 3, classes: 4)
      try expect(
        softmax.squaredNorm(weights: drawn.weights),
        equals: drawn.weights.elements.reduce(0) { $0 + $1 * $1 })
      try expect(objective(drawn), equals: drawn.objective, mistakes: objectiveMistakes(drawn))
      for problem in SoftmaxRegressionProblem.sweep {
        let norm = problem.weights.elements.reduce(0) { $0 + $1 * $1 }
        for unit in Sweep.magnitudes {
          guard
            try expect(
              softmax.squaredNorm(weights: unit * problem.weights), equals: unit * unit * norm,
              "the squared norm of \(problem.weights.count) weights near \(unit)",
              tolerance: .relative(1e-9))
          else { return }
        }
        guard
          try expect(
            objective(problem), equals: problem.objective,
            "the objective of \(problem.samples) samples and \(problem.classes) classes with "
              + "λ = \(problem.lambda)")
        else { return }
      }
      for unit in Sweep.magnitudes {
        let what = "the objective with inputs near \(unit), weights near \(1 / unit)"
        guard try expect(objective(drawn.inUnits(unit)), equals: drawn.objective, what)
        else { return }
      }
      drawn.lambda = 0
      try expect(objective(drawn), equals: drawn.loss, "the objective with λ = 0")
    }

    // ∂C/∂wⱼₖ, without a penalty. The numbers come from NumPy and mpmath.
    @Test(
      "The gradient of the cross-entropy is right for every weight",
      .hint("Which shape has Ŷ − Y, and by what number do you divide?"))
    func gradient() throws {
      var five = SoftmaxRegressionProblem.five
      five.lambda = 0
      // One sample first: where a sum hides what is wrong, one term doesn't.
      let one = five.taking([2])
      guard
        try expect(
          gradient(one), equals: one.gradient(over: .samples, decay: 0),
          "the gradient of one sample",
          mistakes: gradientMistakes(one)),
        try expect(
          gradient(five),
          equals: [
            [-0.5653701563603615, -0.04130851385478547, 0.3227788244802447, 0.28389984573490223],
            [0.451536774268038, 0.11930145223377595, -0.31113620064431186, -0.2597020258575021],
            [
              -0.10212577751073205, -0.016553055604317354, 0.04597616637779257, 0.07270266673725685,
            ],
          ], mistakes: gradientMistakes(five))
      else { return }
      for draw in [5, 6] as [UInt64] {
        var drawn = SoftmaxRegressionProblem(draw: draw, samples: 8, features: 3, classes: 5)
        drawn.lambda = 0
        let yours = try gradient(drawn)
        guard
          expect(
            yours, equals: drawn.gradient(over: .samples, decay: 0),
            "the gradient of 8 drawn samples",
            mistakes: gradientMistakes(drawn))
        else { return }
        expect(
          yours.rowSums(), equals: .zeros(3), "the row sums of the gradient",
          tolerance: .absolute(1e-12))
        for unit in Sweep.magnitudes {
          guard
            try expect(
              gradient(drawn.inUnits(unit)),
              equals: unit * drawn.gradient(over: .samples, decay: 0),
              "the gradient with inputs near \(unit), weights near \(1 / unit), and λ = 0",
              tolerance: .relative(1e-9))
          else { return }
        }
      }
    }

    // Central differences of your own objective, with λ ≠ 0.
    @Test(
      "With a penalty, the gradient is the derivative of your objective",
      .hint("What is the derivative of λw² with respect to w? And does it depend on the data?"))
    func gradientOfObjective() throws {
      let five = SoftmaxRegressionProblem.five
      guard
        try expect(
          gradient(five),
          equals: [
            [-0.3153701563603614, -0.16630851385478546, 0.3227788244802447, 0.7838998457349022],
            [0.576536774268038, 0.3693014522337759, -0.8111362006443119, -0.2597020258575021],
            [
              -0.35212577751073204, -0.016553055604317354, 0.17097616637779256, 0.44770266673725684,
            ],
          ], mistakes: penaltyMistakes(five))
      else { return }
      let drawn = SoftmaxRegressionProblem(draw: 7, samples: 9, features: 4, classes: 3)
      let (yours, name) = (
        try gradient(drawn), "the gradient of 9 drawn samples with λ = \(drawn.lambda)"
      )
      guard
        expect(
          yours, equals: drawn.gradient(over: .samples, decay: 2 * drawn.lambda), name,
          mistakes: penaltyMistakes(drawn))
      else { return }
      for problem in SoftmaxRegressionProblem.sweep {
        guard
          try expect(
            gradient(problem), equals: problem.gradient(over: .samples, decay: 2 * problem.lambda),
            "the gradient of \(problem.samples) samples, \(problem.weights.rows) features and "
              + "\(problem.classes) classes with λ = \(problem.lambda)")
        else { return }
      }
      try expectGradient(
        of: { weights in
          try softmax.objective(
            weights: weights, inputs: drawn.inputs, labels: drawn.labels, lambda: drawn.lambda)
        }, at: drawn.weights, equals: yours, name, terms: ["W": drawn.weights],
        constants: ["N": 9, "K": 3, "λ": drawn.lambda])
    }

    private func objective(_ problem: SoftmaxRegressionProblem) throws -> Double {
      try softmax.objective(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }

    private func gradient(_ problem: SoftmaxRegressionProblem) throws -> Matrix {
      try softmax.gradient(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }
  }
}
