import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: loss and gradient", .part(2))
  struct SoftmaxRegressionLossTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // −(1/n) Σ log softmax(z)[label]. The losses of 1, 2, 3 and of ten zeros were
    // computed with mpmath at 420 digits; those of the batch come from NumPy and mpmath.

    @Test(
      "The cross-entropy is the mean of −log of the right class's probability",
      .hint("By what factor is your number off? Is it the number of samples, or of classes?"))
    func crossEntropy() throws {
      let drawn = SoftmaxRegressionProblem(draw: 3, samples: 7, features: 2, classes: 4)
      let areRight = try expectAll(
        [.five, drawn, drawn] + SoftmaxRegressionProblem.sweep, { "the loss of \($0.name)" },
        equal: \.loss, suspects: SoftmaxRegressionProblem.wrongLosses, where: { $0.classes > 1 }
      ) { try softmax.crossEntropy(logits: $0.logits, labels: $0.labels) }
      guard areRight else { return }
      for (logits, labels, loss) in [
        (SoftmaxRegressionProblem.five.logits, [3, 2, 0, 1, 3], 1.6455548639884425),
        ([[1, 2, 3]], [2], 0.4076059644443803), ([[1, 2, 3]], [0], 2.40760596444438),
        (.zeros(3, 10), [3, 9, 0], 2.302585092994046),
      ] as [(Matrix, [Int], Double)] {
        try expect(softmax.crossEntropy(logits: logits, labels: labels), equals: loss)
      }
    }

    // Logits of 40, of ±1000, of ±1e4 and others; mpmath with 420 digits gives these losses. A loss
    // of 1e-13 or 1e-261 is as good a number as any: it has to be right to nine digits.

    @Test(
      "The cross-entropy is accurate where a probability rounds to 0 or 1",
      .hint("What is log of a probability that has become 0? Can log ŷ be had without ŷ?"))
    func extremes() throws {
      let (noShift, ofZero) = (Mistake.noShift, Mistake.logarithmOfZero)
      let areRight = try expectEach(
        [
          ([[-10000, -10001.5]], [1], 1.7014132779827524, noShift),
          ([[10000, 9999]], [1], 1.3132616875182228, noShift),
          ([[1000, 0, -1000]], [1], 1000, ofZero), ([[1000, 0, -1000]], [2], 2000, ofZero),
          ([[10000, -10000]], [1], 20000, ofZero), ([[1e300, 0, -1e300]], [0], 0, noShift),
          ([[1e300, 0, -1e300]], [2], 2e300, ofZero),
          // Two and three equal logits far above the label's: log 2 and log 3 are part of the loss.
          ([[800, 800, 0]], [2], 800.6931471805599, ofZero),
          ([[5000, 0, 5000, 5000]], [1], 5001.098612288668, ofZero),
          // One batch with rows of both signs.
          (
            [[10000, 9999], [-10000, -9999], [0, 0], [0, 10000]], [1, 0, 1, 0],
            (2 * 1.3132616875182228 + 0.6931471805599453 + 10000) / 4, Mistake.oneMaximum
          ),
        ] as [(Matrix, [Int], Double, String)]
      ) { logits, labels, expected, ofNoNumber in
        let loss = try softmax.crossEntropy(logits: logits, labels: labels)
        // −log ε is from 6 to 750 for every ε from 1e-3 to the smallest there is.
        let floor = loss > 6 && loss < 750 ? loss : .nan
        return expect(
          loss, equals: expected, tolerance: .relative(1e-9),
          mistakes: [
            .nan: ofNoNumber, .infinity: ofNoNumber, -.infinity: ofNoNumber,
            floor: Mistake.epsilonInLogarithm,
          ])
      }
      guard areRight else { return }
      for (logit, expected) in [
        (30.0, 9.357622968839737e-14), (40, 4.248354255291589e-18), (600, 2.6503965530043108e-261),
      ] {
        let loss = try softmax.crossEntropy(logits: [[logit, 0]], labels: [0])
        expect(
          loss, equals: expected, tolerance: .relative(1e-9),
          mistakes: [
            // At 30 some of the digits are left.
            (loss < 1e-12 && (logit > 30 || loss != 0) ? loss : log(1 + exp(-logit))):
              Mistake.lostDigits,
            (loss < 0 || loss > 1e-10 ? loss : .nan): Mistake.epsilonInLogarithm,
          ])
      }
      for (logit, expected) in [
        (20.0, 2.061153620314381e-9), (25, 1.3887943864867583e-11), (700, 9.85967654375977e-305),
      ] {
        try expect(
          softmax.crossEntropy(logits: [[logit, 0]], labels: [0]), equals: expected,
          tolerance: .relative(1e-9), mistakes: [log(1 + exp(-logit)): Mistake.lostDigits])
      }
      // The largest logit at each of nine places, and at each height.
      for (place, height) in Sweep.places(in: 9).flatMap({ [($0, 1e4), ($0, -1e4), ($0, 0.25)] }) {
        let logits = Matrix(rows: 1, columns: 9) { $1 == place ? height : height - 40 - Double($1) }
        let other = (place + 4) % 9
        let rest = (0..<9).reduce(0) { $0 + ($1 == place ? 0 : exp(-40 - Double($1))) }
        try expectEach([(place, rest), (other, 40 + Double(other))]) { label, loss in
          try expect(
            softmax.crossEntropy(logits: logits, labels: [label]), equals: loss,
            tolerance: .relative(1e-9))
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
      let drawn = SoftmaxRegressionProblem(draw: 4, samples: 9, features: 3, classes: 4)
      let areRight = try expectAll(
        [.five, drawn] + SoftmaxRegressionProblem.sweep + Sweep.magnitudes.map(drawn.inUnits),
        { "the objective of \($0.name), the first of which is \($0.weights[0, 0])" },
        equal: \.objective, suspects: SoftmaxRegressionProblem.wrongObjectives, call: objective)
      guard areRight else { return }
      try expect(objective(.five), equals: 2.5205548639884423)
      var unpenalized = drawn
      unpenalized.lambda = 0
      try expect(objective(unpenalized), equals: drawn.loss, "the objective with λ = 0")
      for (problem, unit) in SoftmaxRegressionProblem.sweep.flatMap({ problem in
        Sweep.magnitudes.map { (problem, $0) }
      }) {
        let norm = problem.weights.elements.reduce(0) { $0 + $1 * $1 }
        try expect(
          softmax.squaredNorm(weights: unit * problem.weights), equals: unit * unit * norm,
          "the squared norm of \(problem.weights.count) weights near \(unit)",
          tolerance: .relative(1e-9))
      }
    }

    // ∂C/∂wⱼₖ, without a penalty; of one sample first, and in all units. The numbers come from NumPy and
    // mpmath.

    @Test(
      "The gradient of the cross-entropy is right for every weight",
      .hint("Which shape has Ŷ − Y, and by what number do you divide?"))
    func gradient() throws {
      var five = SoftmaxRegressionProblem.five
      five.lambda = 0
      let drawn = ([5, 6] as [UInt64]).map { draw in
        var drawn = SoftmaxRegressionProblem(draw: draw, samples: 8, features: 3, classes: 5)
        drawn.lambda = 0
        return drawn
      }
      let areRight = try expectAll(
        [five.taking([2]), five] + drawn + Sweep.magnitudes.map(drawn[0].inUnits),
        {
          "the gradient without a penalty, of \($0.name), the first of which is \($0.weights[0, 0])"
        },
        equal: { $0.gradient(over: .samples, decay: 0) }, tolerance: { _ in .relative(1e-9) },
        suspects: SoftmaxRegressionProblem.wrongGradients, call: gradient)
      guard areRight else { return }
      try expect(
        gradient(five),
        equals: [
          [-0.5653701563603615, -0.04130851385478547, 0.3227788244802447, 0.28389984573490223],
          [0.451536774268038, 0.11930145223377595, -0.31113620064431186, -0.2597020258575021],
          [-0.10212577751073205, -0.016553055604317354, 0.04597616637779257, 0.07270266673725685],
        ])
      try expect(
        gradient(drawn[0]).rowSums(), equals: .zeros(3), "the row sums of the gradient",
        tolerance: .absolute(1e-12))
    }

    // For all shapes, and by central differences of your own objective.

    @Test(
      "With a penalty, the gradient is the derivative of your objective",
      .hint("What is the derivative of λw² with respect to w? And does it depend on the data?"))
    func gradientOfObjective() throws {
      let drawn = SoftmaxRegressionProblem(draw: 7, samples: 9, features: 4, classes: 3)
      let areRight = try expectAll(
        [.five, drawn] + SoftmaxRegressionProblem.sweep, { "the gradient of \($0.name)" },
        equal: { $0.gradient(over: .samples, decay: 2 * $0.lambda) },
        suspects: SoftmaxRegressionProblem.wrongPenalties, call: gradient)
      guard areRight else { return }
      try expect(
        gradient(.five),
        equals: [
          [-0.3153701563603614, -0.16630851385478546, 0.3227788244802447, 0.7838998457349022],
          [0.576536774268038, 0.3693014522337759, -0.8111362006443119, -0.2597020258575021],
          [-0.35212577751073204, -0.016553055604317354, 0.17097616637779256, 0.44770266673725684],
        ])
      try expectGradient(
        of: { weights in
          var moved = drawn
          moved.weights = weights
          return try objective(moved)
        }, at: drawn.weights, equals: gradient(drawn), "the gradient of \(drawn.name)",
        terms: ["W": drawn.weights], constants: ["N": 9, "K": 3, "λ": drawn.lambda])
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
