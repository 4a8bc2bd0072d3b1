import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// No test prescribes how an order is drawn. What a run gives is compared with what every possible
// order gives.

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: training", .part(4))
  struct SoftmaxRegressionTrainingTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // With a batch of all samples the order makes no difference: the run is plain gradient descent
    // from zero. The notes are taken before the first epoch and after each one. A single sample can
    // be learnt by heart.

    @Test(
      "With all samples in one batch, training is plain gradient descent from zero",
      .hint("What are your weights, objective and accuracy before the first step?"))
    func wholeBatch() throws {
      let start = SoftmaxRegressionProblem(draw: 22, samples: 6, features: 2, classes: 3)
      let untrained = try train(start, epochs: 0, batchSize: 2, rate: 0.8)
      guard
        expectProperty(
          untrained.weights == .zeros(2, 3), "without an epoch the weights are 2 × 3 zeros",
          mistake: untrained.weights.shape == (2, 3) ? startMistake(untrained) : nil),
        expect(
          untrained.objectives, equals: [1.0986122886681098], "the objectives of no epoch",
          mistakes: [[]: Mistake.notesTooFew])
      else { return }
      for (samples, classes, batchSize) in [
        (7, 4, 7), (7, 4, 1000), (150, 7, 150), (33, 2, 40), (1, 1, 1), (1, 5, 3), (1100, 2, 1100),
      ] {
        var problem = SoftmaxRegressionProblem(
          draw: 20, samples: samples, features: 3, classes: classes)
        // The last class doesn't occur, and is counted all the same.
        problem.labels = problem.labels.map { $0 % max(1, classes - 1) }
        let run = try train(problem, epochs: 4, batchSize: batchSize, rate: 0.8)
        let right = descent(problem)
        guard
          expect(
            run.weights, equals: right.weights,
            "the weights after 4 epochs of one step each, with \(samples) samples, \(classes) "
              + "classes and the batch size \(batchSize)",
            mistakes: samples == 7 ? weightMistakes(problem) : [:]),
          expect(
            run.objectives, equals: right.objectives, "the objectives",
            mistakes: samples == 7 ? objectiveMistakes(problem, right) : [:]),
          expect(
            run.accuracies, equals: right.accuracies, "the accuracies",
            mistakes: accuracyMistakes(right.accuracies, samples: Double(samples)))
        else { return }
      }
      try expectRunsInOtherUnits()
      try expectWildRun()
      try expectCertainNotes()
      try expectLearningByHeart()
    }

    /// One long step makes all logits large: two samples are right and one is wrong without any doubt.
    func expectCertainNotes() throws {
      let certain = SoftmaxRegressionProblem(
        weights: .zeros(1, 2), inputs: [[1000], [1000], [1000]], labels: [0, 0, 1], lambda: 0)
      let run = try train(certain, epochs: 1, batchSize: 3, rate: 1)
      // The weights are ±500/3, the logits ±500,000/3, and the loss of the third is their difference.
      expect(
        run.objectives, equals: [0.6931471805599453, 1_000_000 / 9],
        "the objectives before and after a step to logits of ±166667",
        mistakes: [
          [0.6931471805599453, .infinity]: Mistake.logarithmOfZero,
          [0.6931471805599453, .nan]: Mistake.logarithmOfZero,
        ])
    }

    /// Steps that are too long: the objective goes up, the accuracy up and down. The accuracies come from
    /// NumPy and mpmath; no two logits of a row are closer than 0.1 there.
    func expectWildRun() throws {
      let run = try train(.five, epochs: 6, batchSize: 5, rate: 4)
      let right = descent(.five, epochs: 6, rate: 4)
      let isRight = expect(
        run.weights, equals: right.weights, "the weights after six steps with the learning rate 4",
        mistakes: [
          descent(.five, epochs: 1, rate: 4).weights: Mistake.bestWeights,
          .zeros(3, 4): Mistake.bestWeights,
        ])
      guard isRight,
        expect(run.objectives, equals: right.objectives, "the objectives of six such steps")
      else { return }
      expect(
        run.accuracies, equals: [0.2, 0.6, 0.4, 0.6, 0.2, 0.6, 0.2],
        "the accuracies of six such steps",
        mistakes: [
          [0.2, 0.2, 0.6, 0.4, 0.6, 0.2, 0.6]: Mistake.notesTooEarly,
          [0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]: Mistake.bestSoFar,
        ])
    }

    func expectLearningByHeart() throws {
      var one = SoftmaxRegressionProblem(draw: 28, samples: 4, features: 4, classes: 4).taking([2])
      one.lambda = 0
      let run = try train(one, epochs: 200, batchSize: 8, rate: 1)
      let last = run.objectives.last ?? .infinity
      expectProperty(
        last < 0.05 && run.accuracies.last == 1,
        "after 200 steps a single sample is known by heart: its loss is below 0.05, and not \(last)"
      )
    }

    // What is measured in another unit, or for hundreds of epochs, is trained as well.
    func expectRunsInOtherUnits() throws {
      for (unit, setting) in zip(Sweep.magnitudes, Sweep.settings) {
        let problem = SoftmaxRegressionProblem(draw: 22, samples: 5, features: 2, classes: 3)
        let (right, rate) = (descent(problem, rate: setting / 10), setting / 10 / unit / unit)
        let run = try train(problem.inUnits(unit), epochs: 4, batchSize: 5, rate: rate)
        let name = "of a run with inputs near \(unit) and the learning rate \(rate)"
        guard
          expect(
            run.weights, equals: right.weights / unit, "the weights \(name)",
            tolerance: .relative(1e-9)),
          expect(run.objectives, equals: right.objectives, "the objectives \(name)")
        else { return }
      }
      let long = SoftmaxRegressionProblem(draw: 21, samples: 9, features: 2, classes: 6)
      let right = descent(long, epochs: 300, rate: 0.3)
      let run = try train(long, epochs: 300, batchSize: 9, rate: 0.3)
      expect(run.objectives, equals: right.objectives, "the objectives of 300 epochs")
      expect(run.accuracies, equals: right.accuracies, "the accuracies of 300 epochs")
    }

    // Five samples in batches of two: two, two and one. There are 120 orders; one of them must lead
    // to the weights of the run. If none does, the usual mistakes are tried on all orders. Then three
    // clouds of points, one a class, far enough apart for 19 of 20 new points.

    @Test(
      "An epoch uses every sample once, in batches of the given size",
      .hint("After the full batches, how many samples are left, and what is their mean over?"))
    func miniBatches() throws {
      for draw in [23, 24] as [UInt64] {
        let problem = SoftmaxRegressionProblem(draw: draw, samples: 5, features: 3, classes: 3)
        let run = try train(problem, epochs: 1, batchSize: 2, rate: 0.9)
        let epochs = EpochOutcomes(problem: problem, batchSize: 2, rate: 0.9)
        // Where a single step is wrong already, no mistake of an epoch is needed.
        let step = try softmax.trainingStep(
          weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
          learningRate: 0.9, lambda: problem.lambda)
        let right = problem.stepped(Array(0..<5), rate: 0.9)
        let isStepRight = step.shape == right.shape && (step - right).normInfinity() < 1e-9
        guard
          expectProperty(
            epochs.contains(run.weights),
            "the weights after an epoch of batches of 2, 2 and 1 samples are those that some order "
              + "of the samples gives",
            mistake: isStepRight ? epochs.mistake(behind: run.weights) : nil)
        else { return }
      }

      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 27)
      let turn = generator.uniform(in: 0..<6)
      let known = SoftmaxRegressionProblem.clouds(turn: turn, &generator)
      let new = SoftmaxRegressionProblem.clouds(turn: turn, &generator)
      let run = try train(known, epochs: 20, batchSize: 16, rate: 0.3, using: &generator)
      let accuracy = try softmax.accuracy(
        weights: run.weights, inputs: new.inputs, labels: new.labels)
      var end = known
      end.weights = run.weights
      expect(run.objectives.last ?? .nan, equals: end.objective, "the last objective")
      expect(
        run.accuracies.last ?? .nan, equals: Double(end.hits.count) / Double(end.samples),
        "the last accuracy")
      expectProperty(
        accuracy >= 0.95,
        "after 20 epochs at least 95 % of new points are classified correctly, and not "
          + "\(100 * accuracy) %")
    }

    // Three samples, one a batch, 300 epochs: the objective after an epoch tells which of the six
    // orders it had. Each is expected 50 times with a standard deviation of 6.5; six of these are
    // allowed either way.

    @Test(
      "Every epoch has a new random order, drawn from the given generator",
      .hint("Where in your loops is the order drawn, and from which generator?"))
    func shuffling() throws {
      let problem = SoftmaxRegressionProblem(
        weights: .zeros(2, 3), inputs: [[1.5, 1], [-0.5, 1], [0.25, 1]], labels: [0, 2, 1],
        lambda: 0.03)
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 25)
      let first = generator
      func run() throws -> SoftmaxTraining {
        try train(problem, epochs: 300, batchSize: 1, rate: 0.6, using: &generator)
      }
      let run1 = try run()
      let moved = generator
      generator = first
      let again = try run()
      guard
        expectProperty(
          again == run1, "the same generator gives the same run",
          mistake: again.objectives.first == run1.objectives.first ? Mistake.ownGenerator : nil)
      else { return }
      generator = moved
      let run2 = try run()
      generator = SeededGenerator(seed: Student.seed &* 1000 &+ 26)
      let other = try run()
      guard expect(run1.objectives.count, equals: 301, "the number of objectives of 300 epochs")
      else { return }
      guard let places = orders(run1, problem), expectFair(places),
        expectProperty(
          run2.objectives != run1.objectives,
          "two runs with one generator, one after the other, have different orders",
          mistake: Mistake.ownGenerator),
        expectProperty(
          other.objectives != run1.objectives, "generators of different seeds give different runs",
          mistake: Mistake.ownGenerator)
      else { return }

      // Short runs, one after the other: their first orders differ as well.
      let firstOrders = try (0..<30).compactMap { _ in
        try orders(train(problem, epochs: 1, batchSize: 1, rate: 0.6, using: &generator), problem)
      }
      expectProperty(
        Set(firstOrders).count > 1, "thirty runs do not all begin with the same order",
        mistake: Mistake.firstEpochUnshuffled)
      // Batches of 69 samples, and orders of 40, in which some samples stay where they were.
      try expectFairBatches(slope: 2, mistake: Mistake.unfairShuffle) {
        try moves($0, epochs: $1, settings: $2, &generator)
      }
      try expectStayingSamples(mistake: Mistake.unfairShuffle) {
        try moves($0, epochs: $1, settings: $2, &generator)
      }
    }

    func weightMistakes(_ problem: SoftmaxRegressionProblem) -> KeyValuePairs<
      Matrix, String
    > {
      let n = Double(problem.samples)
      var fewer = problem
      fewer.weights = .zeros(problem.inputs.columns, 3)
      /// The weights after four steps that differ in the divisor or in what the penalty adds.
      func weights(divisor: Double? = nil, decay: Double) -> Matrix {
        descent(problem) { problem in
          problem.gradient(over: divisor.map { .number($0) } ?? .samples, decay: decay)
        }.weights
      }
      let decay = 2 * problem.lambda
      return [
        weights(decay: 0): Mistake.noPenaltyInGradient,
        weights(decay: decay / 2): Mistake.halfPenaltyInGradient,
        weights(decay: decay / n): Mistake.penaltyDivided,
        weights(divisor: 1, decay: decay): Mistake.gradientSum,
        weights(divisor: 1000, decay: decay): Mistake.lastBatchDivided,
        weights(divisor: -n, decay: -decay): Mistake.ascent,
        descent(problem, epochs: 5).weights: Mistake.extraEpoch,
        descent(problem, epochs: 3).weights: Mistake.extraEpoch,
        descent(fewer).weights: Mistake.classesFromData,
        .zeros(problem.inputs.columns, problem.classes): Mistake.lastBatchDropped,
      ]
    }

    func accuracyMistakes(_ right: Vector, samples: Double) -> KeyValuePairs<Vector, String> {
      let (withoutFirst, withoutLast) = ([Double](right.dropFirst()), [Double](right.dropLast()))
      return [
        Vector(withoutFirst): Mistake.notesTooFew,
        Vector(withoutLast): Mistake.notesTooFew,
        Vector([right[0]] + withoutLast): Mistake.notesTooEarly,
        Vector(right.indices.map { right[...$0].reduce(-.infinity, max) }): Mistake.bestSoFar,
        1 - right: Mistake.errorRate,
        samples * right: Mistake.hits,
        100 * right: Mistake.percent,
      ]
    }

    func objectiveMistakes(
      _ problem: SoftmaxRegressionProblem, _ right: SoftmaxTraining
    ) -> KeyValuePairs<Vector, String> {
      let objectives = [Double](right.objectives)
      var plain = problem
      let losses = (0...4).map { epochs in
        plain.weights = descent(problem, epochs: epochs).weights
        return plain.loss
      }
      return [
        Vector(losses): Mistake.notesWithoutPenalty,
        Vector(objectives.dropFirst()): Mistake.notesTooFew,
        Vector(objectives.dropLast()): Mistake.notesTooFew,
        Vector([objectives[0]] + objectives.dropLast()): Mistake.notesTooEarly,
      ]
    }
  }
}
