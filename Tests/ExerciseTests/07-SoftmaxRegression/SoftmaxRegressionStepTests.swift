import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: accuracy and steps", .part(3))
  struct SoftmaxRegressionStepTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // The logits are (a, b, a): classes 0 and 2 are always equal, and sometimes all three are.
    @Test(
      "Accuracy is the fraction of right answers, and ties go to the lowest index",
      .hint("Which class is predicted when two logits are equal? How many samples are there?"))
    func accuracy() throws {
      let (ties, labels): (Matrix, [Int]) = (
        [[2, 1], [1, 3], [2, 2], [0, -1], [0.5, 1], [-2, -1], [3, 1]], [0, 1, 0, 2, 2, 1, 0]
      )
      // A part of a few samples is met by chance; a mistake has to explain four of them.
      let drawn = (10..<13 as Range<UInt64>).map {
        SoftmaxRegressionProblem(draw: $0, samples: 13, features: 3, classes: 3)
      }
      func answers(_ ofTies: Double, _ change: (SoftmaxRegressionProblem) -> Double) -> Vector {
        Vector([ofTies] + drawn.map(change))
      }
      func negated(_ problem: SoftmaxRegressionProblem) -> Double {
        var problem = problem
        problem.weights *= -1
        return Double(problem.hits.count) / 13
      }
      func meanOfClasses(_ problem: SoftmaxRegressionProblem) -> Double {
        let parts = (0..<3).map { k in
          Double(problem.hits.count { problem.labels[$0] == k })
            / Double(problem.labels.count { $0 == k })
        }
        return Vector(parts).mean()
      }
      let yours =
        try [
          softmax.accuracy(weights: [[1, 0, 1], [0, 1, 0]], inputs: ties, labels: labels)
        ]
        + drawn.map {
          try softmax.accuracy(weights: $0.weights, inputs: $0.inputs, labels: $0.labels)
        }
      guard
        expect(
          Vector(yours), equals: answers(5.0 / 7) { Double($0.hits.count) / 13 },
          "the accuracies for 7 samples with equal logits, and three times for 13 drawn ones",
          mistakes: [
            answers(3.0 / 7) { Double($0.hits.count) / 13 }: Mistake.lastTie,
            answers(6.0 / 7) { Double($0.hits.count) / 13 }: Mistake.anyTie,
            answers(2.0 / 7) { 1 - Double($0.hits.count) / 13 }: Mistake.errorRate,
            answers(5) { Double($0.hits.count) }: Mistake.hits,
            answers(500.0 / 7) { 100 * Double($0.hits.count) / 13 }: Mistake.percent,
            answers(1.0 / 7, negated): Mistake.smallestLogit,
            answers(2.0 / 3, meanOfClasses): Mistake.meanOfClasses,
            answers(0) { Double($0.hits.count / 13) }: Mistake.integers,
          ])
      else { return }
      // Far out, where probabilities have rounded to 0 and 1, and where all logits are negative.
      try expect(
        softmax.accuracy(
          weights: [[1000, 0], [0, 1000]], inputs: [[9, 8], [-9, -8], [8, 9]], labels: [0, 1, 1]),
        equals: 1)
      try expect(
        softmax.accuracy(weights: [[0, 0, 0]], inputs: [[3], [2]], labels: [1, 2]), equals: 0)
      // The label's logit is ahead by very little; W is the identity, so that nothing is rounded.
      let places = Sweep.places(in: 7)
      for (rest, ahead) in [
        (0.0, 1e-30), (1, 1.0.nextUp), (-1e-20, 0), (-7, -7 + 1e-12), (0, 1e-4),
      ] {
        guard
          try expect(
            softmax.accuracy(
              weights: .identity(7),
              inputs: Matrix(rows: places.count, columns: 7) { $1 == places[$0] ? ahead : rest },
              labels: places), equals: 1,
            "the accuracy where the logit of each label is \(ahead), and all others are \(rest)")
        else { return }
      }
      // A single one of many samples is wrong, or a single one is right.
      for count in Sweep.counts {
        for place in Sweep.places(in: count) {
          var labels = (0..<count).map { $0 % 7 }
          let inputs = Matrix(rows: count, columns: 7) { $1 == labels[$0] ? 0.7 : 0.6 }
          labels[place] = (labels[place] + 3) % 7
          guard
            try expect(
              softmax.accuracy(weights: .identity(7), inputs: inputs, labels: labels),
              equals: Double(count - 1) / Double(count),
              "the accuracy where only sample \(place) of \(count) is wrong")
          else { return }
        }
      }
      for problem in SoftmaxRegressionProblem.sweep {
        guard
          try expect(
            softmax.accuracy(
              weights: problem.weights, inputs: problem.inputs, labels: problem.labels),
            equals: Double(problem.hits.count) / Double(problem.samples),
            "the accuracy for \(problem.samples) samples and \(problem.classes) classes")
        else { return }
      }
    }

    // W − α∇J(W), from all samples. The numbers come from NumPy and mpmath.
    @Test(
      "A training step goes against the gradient of the objective",
      .hint("Which two terms has the gradient, and which sign has the step?"))
    func trainingStep() throws {
      func expectStep(
        _ problem: SoftmaxRegressionProblem, rate: Double, equals expected: Matrix,
        _ what: String? = nil
      ) throws -> Bool {
        let (w, lambda) = (problem.weights, problem.lambda)
        let n = Double(problem.samples)
        func step(divisor: Double? = nil, decay: Double) -> Matrix {
          w - rate
            * problem.gradient(
              over: divisor.map { .number($0) } ?? .samples, decay: decay)
        }
        return try expect(
          softmax.trainingStep(
            weights: w, inputs: problem.inputs, labels: problem.labels, learningRate: rate,
            lambda: lambda), equals: expected, what,
          mistakes: [
            2 * w - expected: Mistake.ascent,
            w - problem.gradient(over: .samples, decay: 2 * lambda): Mistake.noLearningRate,
            expected - w: Mistake.notAdded,
            step(decay: 0): Mistake.noPenaltyInGradient,
            step(decay: lambda): Mistake.halfPenaltyInGradient,
            step(decay: 2 * lambda / rate): Mistake.noLearningRate,
            step(divisor: 1, decay: 2 * lambda): Mistake.gradientSum,
            step(divisor: n * n, decay: 2 * lambda): Mistake.meanTwice,
          ])
      }
      let drawn = SoftmaxRegressionProblem(draw: 14, samples: 8, features: 2, classes: 4)
      for rate in [0.3, 1.7, 0] {
        guard
          try expectStep(
            drawn, rate: rate, equals: drawn.stepped(Array(0..<8), rate: rate),
            "the weights after a step with the learning rate \(rate)")
        else { return }
      }
      guard
        try expectStep(
          .five, rate: 0.5,
          equals: [
            [0.6576850781801807, -0.16684574307260727, -0.16138941224012235, 0.6080500771325489],
            [-0.038268387134019005, 0.315349273883112, -0.594431899677844, 0.12985101292875104],
            [-0.323937111244634, 0.008276527802158677, 0.16451191681110372, 0.5261486666313716],
          ])
      else { return }
      for (problem, rate) in zip(SoftmaxRegressionProblem.sweep, Sweep.settings + Sweep.settings) {
        let everySample = Array(0..<problem.samples)
        guard
          try expect(
            step(problem, rate), equals: problem.stepped(everySample, rate: rate),
            "the weights after a step with \(problem.samples) samples, \(problem.classes) classes, "
              + "λ = \(problem.lambda) and the learning rate \(rate)")
        else { return }
      }
      for unit in Sweep.magnitudes {
        let scaled = drawn.inUnits(unit)
        guard
          try expect(
            step(scaled, 0.7 / unit / unit),
            equals: drawn.stepped(Array(0..<8), rate: 0.7) / unit,
            "the weights after a step with inputs near \(unit), weights near \(1 / unit), λ = "
              + "\(scaled.lambda) and the learning rate \(0.7 / unit / unit)",
            tolerance: .relative(1e-9))
        else { return }
      }
    }

    // One step for each entry of the order, with weights that change under way.
    @Test(
      "Stochastic steps take one sample at a time, each from the weights of the step before",
      .hint("With which weights is the gradient of the second sample of the order computed?"))
    func stochasticSteps() throws {
      let drawn = SoftmaxRegressionProblem(draw: 15, samples: 6, features: 3, classes: 4)
      for order in [[1, 5, 1, 3, 0, 5, 2, 2], [4], [5, 1, 0, 2, 4, 3], [2, 2, 2]] {
        guard
          try expectSteps(
            drawn, order, rate: 0.4,
            equals: drawn.stepped(through: order.map { [$0] }, rate: 0.4),
            "the weights after steps in the order \(order)")
        else { return }
      }
      guard
        try expectSteps(
          .five, [3, 0, 4, 0], rate: 0.5,
          equals: [
            [0.007709381658823454, -0.2900411939148132, -0.14212252689179955, 0.8199621516477893],
            [-0.08885567596218683, -0.07781098759908191, -0.17299723450716148, 0.2605623355684302],
            [-0.3608523194610407, -0.07929900312778176, -0.202639861595865, 0.8009943091846875],
          ])
      else { return }
      var unpenalized = drawn
      unpenalized.lambda = 0
      for (problem, order) in [(unpenalized, [3, 1, 4]), (drawn, [])] {
        guard
          try expectSteps(
            problem, order, rate: 0.4,
            equals: problem.stepped(through: order.map { [$0] }, rate: 0.4),
            "the weights after steps in the order \(order) with λ = \(problem.lambda)")
        else { return }
      }
      // Hundreds of steps.
      let many = SoftmaxRegressionProblem(draw: 16, samples: 33, features: 2, classes: 7)
      let order = (0..<300).map { $0 * $0 % 33 }
      try expect(
        softmax.stochasticSteps(
          weights: many.weights, inputs: many.inputs, labels: many.labels, order: order,
          learningRate: 1.6, lambda: many.lambda),
        equals: many.stepped(through: order.map { [$0] }, rate: 1.6),
        "the weights after 300 steps with 33 samples and the learning rate 1.6")
    }

    private func step(_ problem: SoftmaxRegressionProblem, _ rate: Double) throws -> Matrix {
      try softmax.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: rate, lambda: problem.lambda)
    }

    private func expectSteps(
      _ problem: SoftmaxRegressionProblem, _ order: [Int], rate: Double, equals expected: Matrix,
      _ what: String? = nil
    ) throws -> Bool {
      let (n, start, lambda) = (problem.samples, problem.weights, problem.lambda)
      /// The weights after steps that each depend on the weights of the moment and on one sample.
      func way(_ order: [Int], _ gradient: (SoftmaxRegressionProblem, Int) -> Matrix) -> Matrix {
        order.reduce(into: problem) { $0.weights -= rate * gradient($0, $1) }.weights
      }
      func alone(_ problem: SoftmaxRegressionProblem, _ sample: Int) -> Matrix {
        problem.taking([sample]).gradient(over: .samples, decay: 2 * lambda)
      }
      /// The way of gradients that differ in the divisor or in what the penalty adds.
      func way(divisor: Double = 1, decay: Double) -> Matrix {
        way(order) { $0.taking([$1]).gradient(over: .number(divisor), decay: decay) }
      }
      let steps = Double(order.count)
      let frozen = way(order) { _, sample in alone(problem, sample) }
      let frozenMean = start + (frozen - start) / max(steps, 1)
      let whole = way(order) { current, _ in current.gradient(over: .samples, decay: 2 * lambda) }
      let uphill = way(order) { -1 * alone($0, $1) }
      let decayedAtEnd = (1 - 2 * rate * lambda) * way(decay: 0)
      let inTurn = order.indices.map { $0 % n }
      var seen = Set<Int>()
      let once = order.filter { seen.insert($0).inserted }
      return try expect(
        softmax.stochasticSteps(
          weights: start, inputs: problem.inputs, labels: problem.labels, order: order,
          learningRate: rate, lambda: lambda), equals: expected, what,
        mistakes: [
          frozen: Mistake.stale,
          frozenMean: Mistake.stale,
          way(Array(0..<n), alone): Mistake.orderIgnored,
          way(inTurn, alone): Mistake.orderIgnored,
          way(order.sorted(), alone): Mistake.orderIgnored,
          way(order.reversed(), alone): Mistake.orderReversed,
          way(once, alone): Mistake.onceEach,
          way(divisor: Double(n), decay: 2 * lambda): Mistake.oneOverN,
          way(divisor: steps, decay: 2 * lambda): Mistake.oneOverN,
          whole: Mistake.wholeGradient,
          way(decay: 0): Mistake.noPenaltyInGradient,
          way(decay: lambda): Mistake.halfPenaltyInGradient,
          way(decay: 2 * lambda / Double(n)): Mistake.penaltyDivided,
          way(decay: 2 * lambda / steps): Mistake.penaltyOnce,
          decayedAtEnd: Mistake.penaltyOnce,
          uphill: Mistake.ascent,
        ])
    }
  }
}
