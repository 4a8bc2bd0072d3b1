import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The loss of a batch, its gradient, and a step.
//
// Numbers were computed with mpmath at 60 or more digits; all of them were recomputed in NumPy with
// logaddexp.

extension LogisticRegressionSuites {
  @Suite("6 · Logistic regression: loss and gradient", .part(2))
  struct LogisticRegressionLossTests {
    let logistic = Student.answer.logisticRegression

    /// Four samples, whose logits are 0, −0.3, 1.4 and 0.1; the last column makes a bias.
    let fourSamples = LogisticProblem(
      weights: [0.3, -0.2, 0.1], inputs: [[1, 2, 1], [-1, 0.5, 1], [3, -2, 1], [0, 0, 1]],
      labels: [1, 0, 1, 0], lambda: 0.5)

    // C = (1/n) Σ −log of the probability of the sample's own class. One sample each, several, drawn ones.

    @Test(
      "The cross-entropy is the mean of −log of the right class's probability",
      .hint("What is the loss of one sample of class 0 whose ŷ is 0.1?"))
    func crossEntropy() throws {
      let examples: [(logits: Vector, labels: [Int], loss: Double)] = [
        ([2], [1], 0.1269280110429725), ([2], [0], 2.1269280110429727),
        ([-0.5], [1], 0.9740769841801067), ([-0.5], [0], 0.4740769841801067),
        ([1.5, -0.5, 3, -2], [0, 1, 1, 0], 0.7127514061948934),
        ([0, 0, 0], [1, 0, 1], 0.6931471805599453),
      ]
      let problems = examples.map { LogisticProblem(logits: $0.logits, labels: $0.labels) }
      let areRight = try expectAll(
        problems + [LogisticProblem(draw: 5, samples: 9, features: 3)],
        { "the cross-entropy of the logits \($0.logits) with the labels \($0.labels)" },
        equal: { $0.mean(Logistic.loss) }, suspects: Self.wrongLosses
      ) { try logistic.crossEntropy(logits: $0.logits, labels: $0.labels) }
      guard areRight else { return }
      for (logits, labels, loss) in examples {
        try expect(logistic.crossEntropy(logits: logits, labels: labels), equals: loss)
      }
    }

    // Accurate to nine digits of the loss itself, however large or small that is.

    @Test(
      "The cross-entropy stays accurate where the probability is 0 or 1 to sixteen digits",
      .hint("Can you write −log σ(z) so that no exponent is positive, and 1 isn't added to 1e-18?"))
    func extremes() throws {
      for (logits, labels, expected) in [
        ([-1e4], [1], 1e4), ([1e4], [0], 1e4), ([1e4, -1e4], [1, 0], 0),
        ([1e4, -1e4, 40], [0, 0, 1], 1e4 / 3), ([1e300, -800, 2], [0, 1, 1], 1e300 / 3),
        ([40], [1], 4.248354255291589e-18), ([-40], [0], 4.248354255291589e-18),
        ([30], [1], 9.357622968839737e-14), ([34], [1], 1.7139084315420114e-15),
        ([-700], [0], 9.85967654375977e-305), ([705], [1], 6.643397797997952e-307),
      ] as [(Vector, [Int], Double)] {
        try expect(
          logistic.crossEntropy(logits: logits, labels: labels), equals: expected,
          tolerance: .relative(1e-9),
          mistakes: Self.roundedLosses(LogisticProblem(logits: logits, labels: labels)))
      }
      // log(1 + e⁻ᵐ) right at every margin m: where e⁻ᵐ is small, and where it isn't yet.
      try expectEach((1...60).map { 0.625 * Double($0) }) { margin in
        let loss = log1p(exp(-margin))
        return try expect(
          logistic.crossEntropy(logits: [margin, -margin], labels: [1, 0]), equals: loss,
          tolerance: .relative(1e-9))
          && expect(
            logistic.crossEntropy(logits: [-margin], labels: [1]), equals: margin + loss,
            tolerance: .relative(1e-9))
      }
      // One sample with a large loss among many of which each has log 2, or hardly any.
      for (other, loss) in [(0.0, 0.6931471805599453), (40, 4.248354255291589e-18)] {
        try expectEach(Sweep.counts.flatMap { n in Sweep.places(in: n).map { (n, $0) } }) {
          count, place in
          let labels = (0..<count).map { $0 * $0 % 3 }
          let sides = Vector(labels.map { Double(2 * $0 - 1) })
          return try expect(
            logistic.crossEntropy(
              logits: (other * sides).with(-900 * sides[place], at: place), labels: labels),
            equals: (900 + Double(count - 1) * loss) / Double(count),
            "the loss of \(count) samples, where the logit of sample \(place) is wrong by 900",
            tolerance: .relative(1e-9))
            && expect(
              logistic.crossEntropy(logits: other * sides, labels: labels), equals: loss,
              "the loss of \(count) samples with logits of ±\(other)", tolerance: .relative(1e-9))
        }
      }
    }

    // J = C + λ‖w‖², without a ½ and with the bias; for all shapes and units.

    @Test(
      "The objective adds λ times the squared norm of all weights",
      .hint("Which of the three usual conventions of L2 is stated here?"))
    func objective() throws {
      let drawn = LogisticProblem(draw: 6, samples: 9, features: 4)
      let areRight = try expectAll(
        [withoutPenalty, fourSamples, drawn] + DrawnBatch.sweep.map(\.problem)
          + Sweep.magnitudes.map { drawn.inUnits($0) },
        { "the objective of \($0.name), the first of which is \($0.weights[0])" },
        equal: { $0.mean(Logistic.loss) + $0.lambda * $0.squaredWeights },
        suspects: Self.wrongObjectives, call: objective(_:))
      guard areRight else { return }
      try expect(objective(withoutPenalty), equals: 0.5530791237551236)
      try expect(objective(fourSamples), equals: 0.6230791237551235)
      // The logits are 1e4, −1e4, 3e4 and 0; the first sample is wrong, and the next two are right.
      let farAway = LogisticProblem(
        weights: [1e4, 0, 0], inputs: fourSamples.inputs, labels: [0, 0, 1, 0], lambda: 1e-9)
      let saturated = "the probability is rounded to 0 or 1 before its logarithm is taken"
      try expect(
        objective(farAway), equals: 2500 + 0.1 + 0.6931471805599453 / 4,
        mistakes: [.nan: saturated, .infinity: saturated])
    }

    // Of drawn batches of all shapes and units; by central differences of your own objective; by numbers.

    @Test(
      "The gradient has the slope of the objective in the direction of each weight",
      .hint("What does one sample contribute? By what is the sum divided, and what is not divided?")
    )
    func gradient() throws {
      let batches = [7, 8].map { DrawnBatch(draw: $0, samples: 9, features: 4) }
      let areRight = try expectAll(
        batches + DrawnBatch.sweep + batches[0].inAllUnits, { "the gradient of \($0.name)" },
        equal: { $0.pull(decay: $0.decay) }, tolerance: { _ in .relative(1e-9) },
        suspects: Self.wrongGradients
      ) { try gradient($0.problem) }
      guard areRight else { return }
      for problem in batches.map(\.problem) {
        try expectGradient(
          of: { weights in
            var moved = problem
            moved.weights = weights
            return try objective(moved)
          }, at: problem.weights, equals: gradient(problem), "the gradient of \(problem.name)",
          terms: ["w": problem.weights], constants: ["n": 9, "λ": problem.lambda])
      }
      try expect(
        gradient(withoutPenalty),
        equals: [-0.37975145437814894, -0.09789725888074825, 0.06318013980646568])
      try expect(
        gradient(fourSamples),
        equals: [-0.07975145437814896, -0.29789725888074825, 0.1631801398064657])
      // σ(−100) is small, but not 0.
      try expect(
        gradient(LogisticProblem(logits: [-100], labels: [0])), equals: [-3.720075976020836e-42],
        tolerance: .relative(1e-9))
      // The errors are 0, 0, 0 and ½; the input of the last sample is (0, 0, 1).
      let certain = LogisticProblem(
        weights: [1e4, 0, 0], inputs: fourSamples.inputs, labels: fourSamples.labels)
      try expect(
        gradient(certain), equals: [0, 0, 0.125],
        mistakes: [[.nan, .nan, .nan]: "eᶻ is too large for a Double at z = 3e4"])
    }

    // w − α∇J(w), twice; for all shapes, units and learning rates.

    @Test(
      "A training step goes against the gradient, once",
      .hint("Where the gradient is positive, in which direction does the objective fall?"))
    func trainingStep() throws {
      let drawn = DrawnBatch(draw: 9, samples: 6, features: 3)
      let steps: [LogisticStep] =
        [drawn, drawn].map { LogisticStep(batch: $0, rate: 0.25) }
        + DrawnBatch.sweep.enumerated().map {
          LogisticStep(batch: $1, rate: Sweep.settings[$0 % Sweep.settings.count])
        }
        + zip(drawn.inAllUnits, Sweep.magnitudes).map {
          LogisticStep(batch: $0, rate: 0.7 / $1 / $1)
        }
      let areRight = try expectAll(
        steps,
        { "the weights after a step with the learning rate \($0.rate) and \($0.batch.name)" },
        equal: { $0.weights - $0.rate * $0.batch.pull(decay: $0.batch.decay) },
        tolerance: { _ in .relative(1e-9) }, suspects: LogisticStep.wrong
      ) { try step($0.batch.problem, $0.rate) }
      guard areRight else { return }
      try expect(
        step(fourSamples, 0.5),
        equals: [0.33987572718907446, -0.05105137055962588, 0.01840993009676714])
      try expect(
        step(drawn.problem, 0), equals: drawn.problem.weights,
        "the weights after a step with the learning rate 0")
    }

    var withoutPenalty: LogisticProblem {
      var problem = fourSamples
      problem.lambda = 0
      return problem
    }

    func objective(_ problem: LogisticProblem) throws -> Double {
      try logistic.objective(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }

    func gradient(_ problem: LogisticProblem) throws -> Vector {
      try logistic.gradient(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }

    func step(_ problem: LogisticProblem, _ rate: Double) throws -> Vector {
      try logistic.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: rate, lambda: problem.lambda)
    }
  }
}
