import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The loss of a batch, its gradient, and a step.
//
// Numbers come from the reference cases logistic_regression-01, -04 and -05 (420 digits), or from
// mpmath with 60 digits; all of them were recomputed in NumPy with logaddexp.

extension LogisticRegressionSuites {
  @Suite("6 · Logistic regression: loss and gradient", .part(2))
  struct LogisticRegressionLossTests {
    let logistic = Student.answer.logisticRegression

    /// The reference case, whose logits are 0, −0.3, 1.4 and 0.1; the last column makes a bias.
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
        ([-700], [0], 9.85967654375977e-305),
      ] as [(Vector, [Int], Double)] {
        try expect(
          logistic.crossEntropy(logits: logits, labels: labels), equals: expected,
          tolerance: .relative(1e-9),
          mistakes: Self.roundedLosses(LogisticProblem(logits: logits, labels: labels)))
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
        + zip(DrawnBatch.sweep, Sweep.settings + Sweep.settings).map {
          LogisticStep(batch: $0, rate: $1)
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

    private var withoutPenalty: LogisticProblem {
      var problem = fourSamples
      problem.lambda = 0
      return problem
    }

    private func objective(_ problem: LogisticProblem) throws -> Double {
      try logistic.objective(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }

    private func gradient(_ problem: LogisticProblem) throws -> Vector {
      try logistic.gradient(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        lambda: problem.lambda)
    }

    private func step(_ problem: LogisticProblem, _ rate: Double) throws -> Vector {
      try logistic.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: rate, lambda: problem.lambda)
    }
  }
}

/// A step from a drawn batch.
private struct LogisticStep {
  let batch: DrawnBatch
  let rate: Double

  var weights: Vector { batch.problem.weights }

  /// What the usual mistakes give instead of the new weights.
  static var wrong: [Suspect<LogisticStep, Vector>] {
    func moved(
      _ sentence: String, _ move: @escaping (_ batch: DrawnBatch, _ rate: Double) -> Vector
    ) -> Suspect<LogisticStep, Vector> {
      Suspect(sentence) { $0.weights - move($0.batch, $0.rate) }
    }
    return [
      moved("a step goes downhill, against the gradient: −α times it, not +α") {
        -$1 * $0.pull(decay: $0.decay)
      },
      moved("the step is the learning rate times the gradient") { batch, _ in
        batch.pull(decay: batch.decay)
      },
      Suspect("the result is the new weights, not only what is added to them") {
        -$0.rate * $0.batch.pull(decay: $0.batch.decay)
      },
      moved("a step has the penalty's gradient too") { $1 * $0.pull(decay: 0) },
      moved(LogisticMistake.noFactor) { $1 * $0.pull(decay: $0.problem.lambda) },
      moved("the learning rate multiplies the whole gradient, the penalty's part too") {
        $1 * $0.pull(decay: $0.decay / $1)
      },
      moved(LogisticMistake.sumGradient) { $1 * $0.pull(factor: 1, decay: $0.decay) },
      moved(LogisticMistake.sign) {
        $1 * $0.pull(factor: -1 / $0.problem.count, decay: $0.decay)
      },
      moved("the gradient is a mean already: the step isn't divided by n again") {
        $1 / $0.problem.count * $0.pull(decay: $0.decay)
      },
      moved(LogisticMistake.freeBias) { $1 * $0.pullWithFreeBias },
    ]
  }
}

// What the usual mistakes give instead.
extension LogisticRegressionSuites.LogisticRegressionLossTests {
  private static var wrongLosses: [Suspect<LogisticProblem, Double>] {
    func each(_ sentence: String, _ loss: @escaping (Double, Int) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(loss) } }
    func scaled(_ sentence: String, _ factor: @escaping (_ count: Double) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(Logistic.loss) * factor($0.count) } }
    return [
      each(LogisticMistake.swappedLoss) { Logistic.loss($0, 1 - $1) },
      each(LogisticMistake.halfTheLoss) { $1 == 1 ? Logistic.loss($0, 1) : 0 },
      each(LogisticMistake.sigmoidTwice) { Logistic.loss(Logistic.probability($0), $1) },
      each(LogisticMistake.squaredLoss) { pow(Logistic.probability($0) - Double($1), 2) },
      scaled(LogisticMistake.sumLoss) { $0 },
      scaled("the loss is −log of a probability, which is never negative") { _ in -1 },
      scaled("the logarithm is the natural one") { _ in 1 / 2.302585092994046 },
      scaled("the logarithm is the natural one") { _ in 1 / 0.6931471805599453 },
      scaled("the mean is taken twice: the sum is divided by n once") { 1 / $0 },
    ]
  }

  /// What is lost where a probability is rounded, or kept away from 0 and 1.
  private static func roundedLosses(_ problem: LogisticProblem) -> KeyValuePairs<Double, String> {
    let overflow =
      "at z = ±1e4 either the probability is rounded to 0, or the exponential is too large"
    let lost = "1 + 4e-18 is rounded to 1, whose logarithm is 0: that is what log1p is for"
    let bounded =
      "the probability is clipped, or a small number added to it, so that no loss can be large"
    // Two ways to write it. Where one exponential is too large, the others' losses are 0 beside it.
    let plain = problem.mean(Logistic.loss)
    let ofProbability = problem.mean { -log(Logistic.probability($1 == 1 ? $0 : -$0)) }
    return [
      .nan: overflow, .infinity: overflow, (plain.isFinite ? plain : 0): lost,
      (ofProbability.isFinite ? ofProbability : 0): lost,
      -log(1e-7): bounded, -log(1e-8): bounded, -log(1e-10): bounded, -log(1e-12): bounded,
      -log(1e-15): bounded, -log(1e-16): bounded, -log(1 - 1e-7): bounded, -log(1 - 1e-8): bounded,
      -log(1 - 1e-10): bounded, -log(1 - 1e-12): bounded, -log(1 - 1e-15): bounded,
    ]
  }

  private static var wrongObjectives: [Suspect<LogisticProblem, Double>] {
    func parts(_ sentence: String, _ penalty: @escaping (LogisticProblem) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(Logistic.loss) + $0.lambda * penalty($0) } }
    return [
      parts("the penalty λ‖w‖² is missing") { _ in 0 },
      parts("the penalty is λ‖w‖², without a ½") { $0.squaredWeights / 2 },
      parts(LogisticMistake.freeBias) { $0.squaredWeights - pow($0.bias, 2) },
      parts(LogisticMistake.penaltySubtracted) { -$0.squaredWeights },
      parts("the norm in λ‖w‖² is squared") { $0.weights.norm() },
      parts("the penalty has the squares of the weights, not their magnitudes") {
        $0.weights.norm1()
      },
      parts(LogisticMistake.penaltyMean) { $0.squaredWeights / $0.count },
      Suspect(LogisticMistake.sumLoss) {
        $0.mean(Logistic.loss) * $0.count + $0.lambda * $0.squaredWeights
      },
      Suspect(LogisticMistake.swappedLoss) {
        $0.mean { Logistic.loss($0, 1 - $1) } + $0.lambda * $0.squaredWeights
      },
    ]
  }

  private static var wrongGradients: [Suspect<DrawnBatch, Vector>] {
    func decays(_ sentence: String, _ decay: @escaping (_ lambda: Double, _ n: Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    { Suspect(sentence) { $0.pull(decay: decay($0.problem.lambda, $0.problem.count)) } }
    func factors(_ sentence: String, _ factor: @escaping (_ n: Double, _ d: Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    {
      Suspect(sentence) {
        let features = Double($0.problem.inputs.columns)
        return $0.pull(factor: factor($0.problem.count, features), decay: $0.decay)
      }
    }
    func pulls(_ sentence: String, _ strength: @escaping (Double, Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    { Suspect(sentence) { $0.pull(decay: $0.decay, strength) } }
    return [
      factors(LogisticMistake.sumGradient) { _, _ in 1 },
      factors(LogisticMistake.sign) { n, _ in -1 / n },
      Suspect(LogisticMistake.sign) { $0.pull(decay: $0.decay) * -1 },
      decays(LogisticMistake.noFactor) { lambda, _ in lambda },
      decays(LogisticMistake.noPenalty) { _, _ in 0 },
      decays(LogisticMistake.penaltyMean) { 2 * $0 / $1 },
      decays(LogisticMistake.penaltyMean) { $0 / $1 },
      decays(LogisticMistake.penaltySubtracted) { lambda, _ in -2 * lambda },
      Suspect(LogisticMistake.freeBias) { $0.pullWithFreeBias },
      pulls(LogisticMistake.squaredError) { ($0 - $1) * $0 * (1 - $0) },
      pulls(LogisticMistake.rounded) { ($0 >= 0.5 ? 1 : 0) - $1 },
      pulls(LogisticMistake.logitError) { log($0 / (1 - $0)) - $1 },
      factors(LogisticMistake.averagedOverEntries) { 1 / ($0 * $1) },
      factors("the sum is divided by the number of samples, not by the number of weights") {
        1 / $1
      },
    ]
  }
}
