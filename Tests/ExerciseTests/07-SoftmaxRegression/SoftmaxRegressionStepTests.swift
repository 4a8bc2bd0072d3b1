import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: accuracy and steps", .part(3))
  struct SoftmaxRegressionStepTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // Of the first, the logits are (a, b, a): classes 0 and 2 are always equal, and sometimes all are.

    @Test(
      "Accuracy is the fraction of right answers, and ties go to the lowest index",
      .hint("Which class is predicted when two logits are equal? How many samples are there?"))
    func accuracy() throws {
      let ties = SoftmaxRegressionProblem(
        weights: [[1, 0, 1], [0, 1, 0]],
        inputs: [[2, 1], [1, 3], [2, 2], [0, -1], [0.5, 1], [-2, -1], [3, 1]],
        labels: [0, 1, 0, 2, 2, 1, 0], lambda: 0)
      // A part of a few samples is met by chance; a mistake has to explain all of them.
      let drawn = (10..<13 as Range<UInt64>).map {
        SoftmaxRegressionProblem(draw: $0, samples: 13, features: 3, classes: 3)
      }
      let areRight = try expectAll(
        [ties] + drawn + SoftmaxRegressionProblem.sweep
          + Sweep.magnitudes.map { drawn[0].inUnits($0) }, { "the accuracy for \($0.name)" },
        equal: \.accuracy, suspects: SoftmaxRegressionProblem.wrongAccuracies, call: accuracy)
      guard areRight else { return }
      try expect(accuracy(ties), equals: 5.0 / 7)
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
        try expect(
          softmax.accuracy(
            weights: .identity(7),
            inputs: Matrix(rows: places.count, columns: 7) { $1 == places[$0] ? ahead : rest },
            labels: places), equals: 1,
          "the accuracy where the logit of each label is \(ahead), and all others are \(rest)")
      }
      // A single one of many samples is wrong.
      try expectEach(Sweep.counts.flatMap { n in Sweep.places(in: n).map { (n, $0) } }) {
        count, place in
        var labels = (0..<count).map { $0 % 7 }
        let inputs = Matrix(rows: count, columns: 7) { $1 == labels[$0] ? 0.7 : 0.6 }
        labels[place] = (labels[place] + 3) % 7
        return try expect(
          softmax.accuracy(weights: .identity(7), inputs: inputs, labels: labels),
          equals: Double(count - 1) / Double(count),
          "the accuracy where only sample \(place) of \(count) is wrong")
      }
    }

    // W − α∇J(W), from all samples; for all shapes, units and rates. The numbers come from NumPy and mpmath.

    @Test(
      "A training step goes against the gradient of the objective",
      .hint("Which two terms has the gradient, and which sign has the step?"))
    func trainingStep() throws {
      let drawn = SoftmaxRegressionProblem(draw: 14, samples: 8, features: 2, classes: 4)
      let steps: [SoftmaxStep] =
        [0.3, 1.7, 0].map { SoftmaxStep(problem: drawn, rate: $0) }
        + SoftmaxRegressionProblem.sweep.enumerated().map {
          SoftmaxStep(problem: $1, rate: Sweep.settings[$0 % Sweep.settings.count])
        }
        + Sweep.magnitudes.map {
          SoftmaxStep(problem: drawn.inUnits($0), rate: 0.7 / $0 / $0)
        }
      let areRight = try expectAll(
        steps,
        { "the weights after a step with \($0.problem.name) and the learning rate \($0.rate)" },
        equal: { $0.moved(decay: 2 * $0.problem.lambda) }, tolerance: { _ in .relative(1e-9) },
        suspects: SoftmaxStep.wrong
      ) { try step($0.problem, $0.rate) }
      guard areRight else { return }
      try expect(
        step(.five, 0.5),
        equals: [
          [0.6576850781801807, -0.16684574307260727, -0.16138941224012235, 0.6080500771325489],
          [-0.038268387134019005, 0.315349273883112, -0.594431899677844, 0.12985101292875104],
          [-0.323937111244634, 0.008276527802158677, 0.16451191681110372, 0.5261486666313716],
        ])
    }

    // One step for each entry of the order, with weights that change under way; at last hundreds of them.

    @Test(
      "Stochastic steps take one sample at a time, each from the weights of the step before",
      .hint("With which weights is the gradient of the second sample of the order computed?"))
    func stochasticSteps() throws {
      let drawn = SoftmaxRegressionProblem(draw: 15, samples: 6, features: 3, classes: 4)
      var unpenalized = drawn
      unpenalized.lambda = 0
      let many = SoftmaxRegressionProblem(draw: 16, samples: 33, features: 2, classes: 7)
      let runs =
        [[1, 5, 1, 3, 0, 5, 2, 2], [4], [5, 1, 0, 2, 4, 3], [2, 2, 2], []].map {
          SoftmaxRun(problem: drawn, order: $0, rate: 0.4)
        } + [
          SoftmaxRun(problem: unpenalized, order: [3, 1, 4], rate: 0.4),
          SoftmaxRun(problem: many, order: (0..<300).map { $0 * $0 % 33 }, rate: 1.6),
        ]
        + SoftmaxRegressionProblem.sweep.enumerated().map {
          let rate = Sweep.settings[($0 + 3) % Sweep.settings.count]
          return SoftmaxRun(problem: $1, order: [$1.samples - 1], rate: rate)
        } + Sweep.magnitudes.map { SoftmaxRun(problem: drawn.inUnits($0), order: [2], rate: 0.7) }
      let areRight = try expectAll(
        runs,
        {
          "the weights after \($0.order.count) steps in the order \($0.order.prefix(9)) with "
            + "\($0.problem.name)"
        }, equal: { $0.through($0.order.alone) }, suspects: SoftmaxRun.wrong,
        where: { (2...99).contains($0.order.count) }, call: steps)
      guard areRight else { return }
      try expect(
        steps(SoftmaxRun(problem: .five, order: [3, 0, 4, 0], rate: 0.5)),
        equals: [
          [0.007709381658823454, -0.2900411939148132, -0.14212252689179955, 0.8199621516477893],
          [-0.08885567596218683, -0.07781098759908191, -0.17299723450716148, 0.2605623355684302],
          [-0.3608523194610407, -0.07929900312778176, -0.202639861595865, 0.8009943091846875],
        ])
    }

    private func accuracy(_ problem: SoftmaxRegressionProblem) throws -> Double {
      try softmax.accuracy(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels)
    }

    private func step(_ problem: SoftmaxRegressionProblem, _ rate: Double) throws -> Matrix {
      try softmax.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: rate, lambda: problem.lambda)
    }

    private func steps(_ run: SoftmaxRun) throws -> Matrix {
      try softmax.stochasticSteps(
        weights: run.problem.weights, inputs: run.problem.inputs, labels: run.problem.labels,
        order: run.order, learningRate: run.rate, lambda: run.problem.lambda)
    }
  }
}

extension SoftmaxRegressionProblem {
  fileprivate var accuracy: Double { Double(hits.count) / Double(samples) }

  /// The part of the samples whose label is among the largest logits, by what is done with ties.
  private func accuracy(_ isHit: (_ logits: Vector, _ label: Int) -> Bool) -> Double {
    let logits = logits
    return Double(labels.indices.count { isHit(logits.row($0), labels[$0]) }) / Double(samples)
  }

  private var meanOfClasses: Double {
    let parts = Set(labels).sorted().map { k in
      Double(hits.count { labels[$0] == k }) / Double(labels.count { $0 == k })
    }
    return Vector(parts).mean()
  }

  fileprivate static var wrongAccuracies: [SoftmaxSuspect<Double>] {
    typealias Mistake = SoftmaxRegressionMistake
    return [
      .init(Mistake.lastTie) {
        $0.accuracy { logits, label in logits.lastIndex(of: logits.maximum()) == label }
      }, .init(Mistake.anyTie) { $0.accuracy { $0[$1] == $0.maximum() } },
      .init(Mistake.errorRate) { 1 - $0.accuracy },
      .init(Mistake.hits) { Double($0.hits.count) }, .init(Mistake.percent) { 100 * $0.accuracy },
      .init(Mistake.smallestLogit) { $0.accuracy { $0.argmin() == $1 } },
      .init(Mistake.meanOfClasses) { $0.meanOfClasses },
      .init(Mistake.integers) { Double($0.hits.count / $0.samples) },
    ]
  }
}

/// A step with all samples of a problem.
private struct SoftmaxStep {
  let problem: SoftmaxRegressionProblem
  let rate: Double

  func moved(divisor: Double? = nil, decay: Double) -> Matrix {
    let divisor = divisor ?? Double(problem.samples)
    return problem.weights - rate * problem.gradient(over: .number(divisor), decay: decay)
  }

  /// What the usual mistakes give instead of the new weights.
  static var wrong: [Suspect<SoftmaxStep, Matrix>] {
    typealias Mistake = SoftmaxRegressionMistake
    return [
      .init(Mistake.ascent) {
        2 * $0.problem.weights - $0.moved(decay: 2 * $0.problem.lambda)
      },
      .init(Mistake.noLearningRate) {
        SoftmaxStep(problem: $0.problem, rate: 1).moved(decay: 2 * $0.problem.lambda)
      },
      .init(Mistake.notAdded) { $0.moved(decay: 2 * $0.problem.lambda) - $0.problem.weights },
      .init(Mistake.noPenaltyInGradient) { $0.moved(decay: 0) },
      .init(Mistake.halfPenaltyInGradient) { $0.moved(decay: $0.problem.lambda) },
      .init(Mistake.noLearningRate) {
        $0.moved(decay: 0) - 2 * $0.problem.lambda * $0.problem.weights
      }, .init(Mistake.gradientSum) { $0.moved(divisor: 1, decay: 2 * $0.problem.lambda) },
      .init(Mistake.meanTwice) {
        $0.moved(divisor: pow(Double($0.problem.samples), 2), decay: 2 * $0.problem.lambda)
      },
    ]
  }
}

/// Steps with one sample each, in an order.
private struct SoftmaxRun {
  let problem: SoftmaxRegressionProblem
  let order: [Int]
  let rate: Double

  /// The weights after steps with all samples of a batch each.
  func through(_ batches: [[Int]]) -> Matrix { problem.stepped(through: batches, rate: rate) }

  private var n: Double { Double(problem.samples) }
  private var decay: Double { 2 * problem.lambda }

  /// The weights after steps that each depend on the weights of the moment and on one sample.
  private func way(
    _ order: [Int], _ gradient: (_ current: SoftmaxRegressionProblem, _ sample: Int) -> Matrix
  ) -> Matrix {
    order.reduce(into: problem) { $0.weights -= rate * gradient($0, $1) }.weights
  }

  /// Steps that differ in the divisor or in what the penalty adds.
  private func way(divisor: Double = 1, decay: Double) -> Matrix {
    way(order) { $0.taking([$1]).gradient(over: .number(divisor), decay: decay) }
  }

  /// Steps whose gradients are all taken at the start.
  private var frozen: Matrix {
    way(order) { _, sample in problem.taking([sample]).gradient(over: .samples, decay: decay) }
  }

  private var withoutRepetition: [Int] {
    var seen = Set<Int>()
    return order.filter { seen.insert($0).inserted }
  }

  /// What the usual mistakes give instead of the last weights.
  static var wrong: [Suspect<SoftmaxRun, Matrix>] {
    typealias Mistake = SoftmaxRegressionMistake
    return [
      .init(Mistake.stale) { $0.frozen },
      .init(Mistake.stale) {
        $0.problem.weights + ($0.frozen - $0.problem.weights) / Double($0.order.count)
      }, .init(Mistake.orderIgnored) { $0.through((0..<$0.problem.samples).alone) },
      .init(Mistake.orderIgnored) { run in
        run.through(run.order.indices.map { $0 % run.problem.samples }.alone)
      }, .init(Mistake.orderIgnored) { $0.through($0.order.sorted().alone) },
      .init(Mistake.orderReversed) { $0.through($0.order.reversed().alone) },
      .init(Mistake.onceEach) { $0.through($0.withoutRepetition.alone) },
      .init(Mistake.oneOverN) { $0.way(divisor: $0.n, decay: $0.decay) },
      .init(Mistake.oneOverN) { $0.way(divisor: Double($0.order.count), decay: $0.decay) },
      .init(Mistake.wholeGradient) { run in
        run.way(run.order) { current, _ in current.gradient(over: .samples, decay: run.decay) }
      }, .init(Mistake.noPenaltyInGradient) { $0.way(decay: 0) },
      .init(Mistake.halfPenaltyInGradient) { $0.way(decay: $0.decay / 2) },
      .init(Mistake.penaltyDivided) { $0.way(decay: $0.decay / $0.n) },
      .init(Mistake.penaltyOnce) { $0.way(decay: $0.decay / Double($0.order.count)) },
      .init(Mistake.penaltyOnce) { (1 - $0.rate * $0.decay) * $0.way(decay: 0) },
      .init(Mistake.ascent) { run in
        run.way(run.order) { $0.taking([$1]).gradient(over: .samples, decay: run.decay) * -1 }
      },
    ]
  }
}

extension Sequence<Int> {
  /// Batches of one sample each.
  fileprivate var alone: [[Int]] { map { [$0] } }
}
