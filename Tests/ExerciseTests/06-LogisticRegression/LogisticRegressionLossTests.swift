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

    // C = (1/n) Σ −log of the probability of the sample's own class.
    @Test(
      "The cross-entropy is the mean of −log of the right class's probability",
      .hint("What is the loss of one sample of class 0 whose ŷ is 0.1?"))
    func crossEntropy() throws {
      // One sample each first.
      for (logit, label, expected) in [
        (2.0, 1, 0.1269280110429725), (2, 0, 2.1269280110429727), (-0.5, 1, 0.9740769841801067),
        (-0.5, 0, 0.4740769841801067),
      ] {
        guard
          try expect(
            logistic.crossEntropy(logits: [logit], labels: [label]), equals: expected,
            mistakes: [
              Logistic.loss(logit, 1 - label): LogisticMistake.swappedLoss,
              -expected: "the loss is −log of a probability, which is never negative",
              0: LogisticMistake.halfTheLoss,
              Logistic.loss(Logistic.probability(logit), label): LogisticMistake.sigmoidTwice,
              pow(Logistic.probability(logit) - Double(label), 2): LogisticMistake.squaredLoss,
              expected / 2.302585092994046: "the logarithm is the natural one",
              expected / 0.6931471805599453: "the logarithm is the natural one",
            ])
        else { return }
      }
      let drawn = LogisticProblem(draw: 5, samples: 9, features: 3)
      let cases: [(Vector, [Int], Double)] = [
        ([1.5, -0.5, 3, -2], [0, 1, 1, 0], 0.7127514061948934),
        ([0, 0, 0], [1, 0, 1], 0.6931471805599453),
        (drawn.logits, drawn.labels, drawn.mean(Logistic.loss)),
      ]
      for (logits, labels, expected) in cases {
        let problem = LogisticProblem(
          weights: [1], inputs: Matrix(rows: logits.count, columns: 1, elements: logits.elements),
          labels: labels)
        try expect(
          logistic.crossEntropy(logits: logits, labels: labels), equals: expected,
          mistakes: [
            expected * problem.count: LogisticMistake.sumLoss,
            problem.mean { Logistic.loss($0, 1 - $1) }: LogisticMistake.swappedLoss,
            problem.mean { $1 == 1 ? Logistic.loss($0, 1) : 0 }: LogisticMistake.halfTheLoss,
            problem.mean { Logistic.loss(Logistic.probability($0), $1) }:
              LogisticMistake.sigmoidTwice,
            problem.mean { pow(Logistic.probability($0) - Double($1), 2) }:
              LogisticMistake.squaredLoss,
            expected / problem.count: "the mean is taken twice: the sum is divided by n once",
          ])
      }
    }

    // Accurate to nine digits of the loss itself, however large or small that is.
    @Test(
      "The cross-entropy stays accurate where the probability is 0 or 1 to sixteen digits",
      .hint("Can you write −log σ(z) so that no exponent is positive, and 1 isn't added to 1e-18?"))
    func extremes() throws {
      let overflow =
        "at z = ±1e4 either the probability is rounded to 0, or the exponential is too large"
      let lost = "1 + 4e-18 is rounded to 1, whose logarithm is 0: that is what log1p is for"
      let bounded =
        "the probability is clipped, or a small number added to it, so that no loss can be large"
      let cases: [(Vector, [Int], Double)] = [
        ([-1e4], [1], 1e4), ([1e4], [0], 1e4), ([1e4, -1e4], [1, 0], 0),
        ([1e4, -1e4, 40], [0, 0, 1], 1e4 / 3), ([1e300, -800, 2], [0, 1, 1], 1e300 / 3),
        ([40], [1], 4.248354255291589e-18), ([-40], [0], 4.248354255291589e-18),
        ([30], [1], 9.357622968839737e-14), ([-700], [0], 9.85967654375977e-305),
      ]
      for (logits, labels, expected) in cases {
        try expect(
          logistic.crossEntropy(logits: logits, labels: labels), equals: expected,
          tolerance: .relative(1e-9),
          mistakes: [
            .nan: overflow, .infinity: overflow, 0: lost,
            0.5 * log(1 + 1e-17): lost, log(1 + 9.357622968839737e-14): lost,
            -log(1 / (1 + 9.357622968839737e-14)): lost, -log(1e-7): bounded, -log(1e-8): bounded,
            -log(1e-10): bounded, -log(1e-12): bounded, -log(1e-15): bounded, -log(1e-16): bounded,
            -log(1 - 1e-7): bounded, -log(1 - 1e-8): bounded, -log(1 - 1e-10): bounded,
            -log(1 - 1e-12): bounded, -log(1 - 1e-15): bounded,
          ])
      }
      // One sample with a large loss among many of which each has log 2, or hardly any.
      for count in Sweep.counts {
        for place in Sweep.places(in: count) {
          for (other, loss) in [(0.0, 0.6931471805599453), (40, 4.248354255291589e-18)] {
            let labels = (0..<count).map { $0 * $0 % 3 }
            let logits = Vector(
              labels.indices.map { ($0 == place ? -900 : other) * Double(2 * labels[$0] - 1) })
            guard
              try expect(
                logistic.crossEntropy(logits: logits, labels: labels),
                equals: (900 + Double(count - 1) * loss) / Double(count),
                "the loss of \(count) samples, where the logit of sample \(place) is wrong by 900",
                tolerance: .relative(1e-9)),
              try expect(
                logistic.crossEntropy(
                  logits: Vector(labels.map { other * Double(2 * $0 - 1) }), labels: labels),
                equals: loss, "the loss of \(count) samples with logits of ±\(other)",
                tolerance: .relative(1e-9))
            else { return }
          }
        }
      }
    }

    // J = C + λ‖w‖², without a ½ and with the bias.
    @Test(
      "The objective adds λ times the squared norm of all weights",
      .hint("Which of the three usual conventions of L2 is stated here?"))
    func objective() throws {
      var withoutPenalty = fourSamples
      withoutPenalty.lambda = 0
      let drawn = LogisticProblem(draw: 6, samples: 9, features: 4)
      var square = 0.0
      for weight in drawn.weights { square += weight * weight }
      for (problem, expected) in [
        (withoutPenalty, 0.5530791237551236), (fourSamples, 0.6230791237551235),
        (drawn, drawn.mean(Logistic.loss) + drawn.lambda * square),
      ] {
        let loss = problem.mean(Logistic.loss)
        let (penalty, bias) = (
          problem.lambda * problem.weights.squaredNorm(), problem.lambda * pow(problem.bias, 2)
        )
        try expect(
          objective(problem), equals: expected,
          mistakes: [
            loss: "the penalty λ‖w‖² is missing",
            loss + penalty / 2: "the penalty is λ‖w‖², without a ½",
            loss + penalty - bias: LogisticMistake.freeBias,
            loss - penalty: LogisticMistake.penaltySubtracted,
            loss + problem.lambda * problem.weights.norm(): "the norm in λ‖w‖² is squared",
            loss + problem.lambda * problem.weights.norm1():
              "the penalty has the squares of the weights, not their magnitudes",
            loss + penalty / problem.count: LogisticMistake.penaltyMean,
            loss * problem.count + penalty: LogisticMistake.sumLoss,
            problem.mean { Logistic.loss($0, 1 - $1) } + penalty: LogisticMistake.swappedLoss,
          ])
      }
      for problem in LogisticProblem.sweep {
        let what = "the objective of \(problem.name)"
        guard try expect(objective(problem), equals: problem.objective, what) else { return }
      }
      for unit in Sweep.magnitudes {
        let what = "the objective with inputs near \(unit), weights near \(1 / unit)"
        guard try expect(objective(drawn.inUnits(unit)), equals: drawn.objective, what)
        else { return }
      }
      var farAway = fourSamples
      farAway.weights = [1e4, 0, 0]
      farAway.lambda = 1e-9
      farAway.labels[0] = 0
      // The logits are 1e4, −1e4, 3e4 and 0; the first sample is wrong, and the next two are right.
      let saturated = "the probability is rounded to 0 or 1 before its logarithm is taken"
      try expect(
        objective(farAway), equals: 2500 + 0.1 + 0.6931471805599453 / 4,
        mistakes: [.nan: saturated, .infinity: saturated])
    }

    // One sample, four samples, with the penalty; then by central differences of your own objective.
    @Test(
      "The gradient has the slope of the objective in the direction of each weight",
      .hint("What does one sample contribute? By what is the sum divided, and what is not divided?")
    )
    func gradient() throws {
      // One sample at a time: logits ½ and −2.
      for (weight, label, error) in [
        (0.25, 1, -0.3775406687981454), (0.25, 0, 0.6224593312018546),
        (-1, 1, -0.8807970779778824), (-1, 0, 0.11920292202211756),
      ] {
        let sample = LogisticProblem(
          weights: [0, weight, 0], inputs: [[-3, 2, 1]], labels: [label])
        guard
          try expect(
            gradient(sample), equals: Vector([-3, 2, 1]) * error,
            "the gradient of one sample with the error \(error)", mistakes: mistakes(sample))
        else { break }
      }
      var withoutPenalty = fourSamples
      withoutPenalty.lambda = 0
      try expect(
        gradient(withoutPenalty),
        equals: [-0.37975145437814894, -0.09789725888074825, 0.06318013980646568],
        mistakes: mistakes(withoutPenalty))
      for problem in [7, 8].map({ LogisticProblem(draw: $0, samples: 9, features: 4) }) {
        let yours = try gradient(problem)
        let what = "the gradient of 9 drawn samples with λ = \(problem.lambda)"
        guard
          expect(
            yours, equals: problem.gradient(decay: 2 * problem.lambda), what,
            mistakes: mistakes(problem))
        else { return }
        try expectGradient(
          of: { weights in
            try logistic.objective(
              weights: weights, inputs: problem.inputs, labels: problem.labels,
              lambda: problem.lambda)
          }, at: problem.weights, equals: yours, what, terms: ["w": problem.weights],
          constants: ["n": 9, "λ": problem.lambda])
      }
      try expect(
        gradient(fourSamples),
        equals: [-0.07975145437814896, -0.29789725888074825, 0.1631801398064657])
      for problem in LogisticProblem.sweep {
        guard
          try expect(
            gradient(problem), equals: problem.gradient(decay: 2 * problem.lambda),
            "the gradient of \(problem.name)")
        else { return }
      }
      let drawn = LogisticProblem(draw: 7, samples: 9, features: 4)
      for unit in Sweep.magnitudes {
        guard
          try expect(
            gradient(drawn.inUnits(unit)), equals: unit * drawn.gradient(decay: 2 * drawn.lambda),
            "the gradient with inputs near \(unit), weights near \(1 / unit)",
            tolerance: .relative(1e-9))
        else { return }
      }
      // σ(−100) is small, but not 0.
      try expect(
        gradient(LogisticProblem(weights: [-100], inputs: [[1]], labels: [0])),
        equals: [3.720075976020836e-44], tolerance: .relative(1e-9))
      var certain = fourSamples
      certain.weights = [1e4, 0, 0]
      certain.lambda = 0
      // The errors are 0, 0, 0 and ½; the input of the last sample is (0, 0, 1).
      try expect(
        gradient(certain), equals: [0, 0, 0.125],
        mistakes: [[.nan, .nan, .nan]: "eᶻ is too large for a Double at z = 3e4"])
    }

    // w − α∇J(w). The first example is the reference case with α = ½.
    @Test(
      "A training step goes against the gradient, once",
      .hint("Where the gradient is positive, in which direction does the objective fall?"))
    func trainingStep() throws {
      let drawn = LogisticProblem(draw: 9, samples: 6, features: 3)
      let rate = 0.25
      for (problem, rate, expected) in [
        (drawn, rate, drawn.weights - rate * drawn.gradient(decay: 2 * drawn.lambda)),
        (fourSamples, 0.5, [0.33987572718907446, -0.05105137055962588, 0.01840993009676714]),
      ] as [(LogisticProblem, Double, Vector)] {
        let (w, decay) = (problem.weights, 2 * problem.lambda)
        let gradient = problem.gradient(decay: decay)
        for _ in 1...2 {
          try expect(
            logistic.trainingStep(
              weights: w, inputs: problem.inputs, labels: problem.labels, learningRate: rate,
              lambda: problem.lambda),
            equals: expected,
            mistakes: [
              w + rate * gradient:
                "a step goes downhill, against the gradient: −α times it, not +α",
              w - gradient: "the step is the learning rate times the gradient",
              -rate * gradient: "the result is the new weights, not only what is added to them",
              w - rate * problem.gradient(): "a step has the penalty's gradient too",
              w - rate * problem.gradient(decay: problem.lambda): LogisticMistake.noFactor,
              w - rate * problem.gradient() - decay * w:
                "the learning rate multiplies the whole gradient, the penalty's part too",
              w - rate * problem.gradient(factor: 1, decay: decay): LogisticMistake.sumGradient,
              w - rate * problem.gradient(factor: -1 / problem.count, decay: decay):
                LogisticMistake.sign,
              w - rate / problem.count * gradient:
                "the gradient is a mean already: the step isn't divided by n again",
              w - rate * problem.gradientWithFreeBias: LogisticMistake.freeBias,
            ])
        }
      }
      func step(_ problem: LogisticProblem, _ rate: Double) throws -> Vector {
        try logistic.trainingStep(
          weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
          learningRate: rate, lambda: problem.lambda)
      }
      for (problem, rate) in zip(LogisticProblem.sweep, Sweep.settings + Sweep.settings) {
        guard
          try expect(
            step(problem, rate),
            equals: problem.weights - rate * problem.gradient(decay: 2 * problem.lambda),
            "the weights after a step with the learning rate \(rate) and \(problem.name)")
        else { return }
      }
      for unit in Sweep.magnitudes {
        let right = (drawn.weights - 0.7 * drawn.gradient(decay: 2 * drawn.lambda)) / unit
        guard
          try expect(
            step(drawn.inUnits(unit), 0.7 / unit / unit), equals: right,
            "the weights after a step with inputs near \(unit), weights near \(1 / unit) and the "
              + "learning rate \(0.7 / unit / unit)", tolerance: .relative(1e-9))
        else { return }
      }
      try expect(
        logistic.trainingStep(
          weights: drawn.weights, inputs: drawn.inputs, labels: drawn.labels, learningRate: 0,
          lambda: 1), equals: drawn.weights, "the weights after a step with the learning rate 0")
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

    /// What the usual mistakes give instead of the gradient.
    private func mistakes(_ problem: LogisticProblem) -> KeyValuePairs<Vector, String> {
      let (n, d, lambda) = (problem.count, Double(problem.inputs.columns), problem.lambda)
      return [
        problem.gradient(factor: 1, decay: 2 * lambda): LogisticMistake.sumGradient,
        problem.gradient(factor: -1 / n, decay: 2 * lambda): LogisticMistake.sign,
        -problem.gradient(decay: 2 * lambda): LogisticMistake.sign,
        problem.gradient(decay: lambda): LogisticMistake.noFactor,
        problem.gradient(): LogisticMistake.noPenalty,
        problem.gradient(decay: 2 * lambda / n): LogisticMistake.penaltyMean,
        problem.gradient(decay: lambda / n): LogisticMistake.penaltyMean,
        problem.gradient(decay: -2 * lambda): LogisticMistake.penaltySubtracted,
        problem.gradientWithFreeBias: LogisticMistake.freeBias,
        problem.gradient(decay: 2 * lambda) {
          let probability = Logistic.probability($0)
          return (probability - Double($1)) * probability * (1 - probability)
        }: LogisticMistake.squaredError,
        problem.gradient(decay: 2 * lambda) { ($0 >= 0 ? 1 : 0) - Double($1) }:
          LogisticMistake.rounded,
        problem.gradient(decay: 2 * lambda) { $0 - Double($1) }: LogisticMistake.logitError,
        problem.gradient(factor: 1 / (n * d), decay: 2 * lambda):
          LogisticMistake.averagedOverEntries,
        problem.gradient(factor: 1 / d, decay: 2 * lambda):
          "the sum is divided by the number of samples, not by the number of weights",
      ]
    }
  }
}
