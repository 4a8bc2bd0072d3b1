import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// A step, and training. Where all samples are in one batch, every number of a run is known.

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: training", .part(5))
  struct MultilayerPerceptronTrainingTests {
    let perceptron = Student.answer.multilayerPerceptron

    // W ← W − α ∂J/∂W and b ← b − α ∂J/∂b, in every layer. The result is drawn, and the question made of it.

    @Test(
      "A step goes against the gradient in all weights and biases",
      .hint("After your step, which of the blocks are still what they were?"))
    func update() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 50)
      let (after, gradients) = (
        MLPProblem.parameters([4, 3, 5, 2], &generator),
        MLPProblem.parameters([4, 3, 5, 2], &generator)
      )
      for rate in [generator.uniform(in: 0.2..<0.9), 0] + Sweep.settings {
        let start = Self.sum(after, gradients, times: rate)
        guard try expectStep(from: start, against: gradients, rate, to: after) else { return }
      }
      // One layer of each shape, and a step in which numbers of all sizes count.
      for (index, (inputs, outputs)) in Sweep.shapes.enumerated() {
        let size = Sweep.magnitudes[index % 7]
        func layer(_ size: Double) -> NetworkParameters {
          NetworkParameters(
            weights: [generator.matrix(outputs, inputs, deviation: size)],
            biases: [generator.vector(outputs, deviation: size)])
        }
        let (after, against) = (layer(size), layer(10 * size))
        guard
          try expect(
            perceptron.updated(
              parameters: Self.sum(after, against, times: 0.7), gradients: against,
              learningRate: 0.7), equals: after,
            "the parameters of a layer of \(outputs) × \(inputs) with numbers of the size \(size) "
              + "after a step with α = 0.7", tolerance: .absolute(1e-12 * size))
        else { return }
      }
    }

    private static func sum(
      _ one: NetworkParameters, _ other: NetworkParameters, times factor: Double
    ) -> NetworkParameters {
      NetworkParameters(
        weights: zip(one.weights, other.weights).map { $0 + factor * $1 },
        biases: zip(one.biases, other.biases).map { $0 + factor * $1 })
    }

    private func expectStep(
      from start: NetworkParameters, against gradients: NetworkParameters, _ rate: Double,
      to after: NetworkParameters
    ) throws -> Bool {
      func stepped(_ slip: MLPSlip) -> NetworkParameters {
        var network = MLPReference(parameters: start, activation: .tanh)
        network.step(against: gradients, rate, slip: slip)
        return network.parameters
      }
      let slips: [MLPSlip] = [.ascent, .noLearningRate, .biasesNotUpdated, .lastLayerUpdated]
      return try expect(
        perceptron.updated(parameters: start, gradients: gradients, learningRate: rate),
        equals: after, "the parameters after a step with α = \(rate)",
        mistakes: slips.map { (stepped($0), $0.sentence) })
    }

    // With batchSize ≥ n a run is plain gradient descent on J. λ ≠ 0, and five steps recorded at 0, 2
    // and 4; compared with the same run in plain loops.

    @Test(
      "With one batch of all samples, training is gradient descent on the objective",
      .hint("Which record is the first that is wrong: the one before any step, or a later one?"))
    func wholeSet() throws {
      let slips: [MLPSlip] =
        [
          .updatedFirst, .ascent, .noLearningRate, .biasesNotUpdated, .lastLayerUpdated,
          .lateRecord, .penaltyRecorded, .swappedRecords, .trainedOnValidation,
        ] + MultilayerPerceptronBackwardTests.penaltySlips
        + MultilayerPerceptronBackwardTests.slips.filter {
          $0 != .transposedWeights && $0 != .biasesPerSample
        }
      for (activation, batchSize, epochs) in [(HiddenActivation.tanh, 7, 5), (.relu, 9, 4)] {
        let problem = MLPProblem(draw: 80, sizes: [3, 5, 4, 2], samples: 7, activation: activation)
        let settings = NetworkTrainingSettings(
          learningRate: 0.4, batchSize: batchSize, epochs: epochs, lambda: 0.1, recordInterval: 2)
        let isRight = try expectRun(
          of: problem, settings, slips, seed: 80, "\(epochs) steps with \(activation)")
        guard isRight else { return }
      }
      guard try expectLongRuns(), try expectLargeInputs(), try expectManyBatches() else { return }
      let problem = MLPProblem(draw: 81, sizes: [3, 2], samples: 5, activation: .tanh)
      let run = try train(
        problem,
        NetworkTrainingSettings(learningRate: 0.4, batchSize: 2, epochs: 0, recordInterval: 3))
      expect(run.history.map(\.iteration), equals: [0], "the iterations of the records of 0 epochs")
      expect(run.parameters, equals: problem.parameters, "the parameters after 0 epochs")
    }

    private func train(
      _ problem: MLPProblem, validation: LabelledSamples? = nil,
      _ settings: NetworkTrainingSettings, seed: UInt64 = 0
    ) throws -> NetworkTraining {
      var generator = SeededGenerator(seed: Student.seed &+ seed)
      return try perceptron.train(
        parameters: problem.parameters, training: problem.samples,
        validation: validation ?? problem.samples, activation: problem.activation,
        settings: settings, using: &generator)
    }

    // Hundreds of steps, other settings in each run, and a run of another network in between. Where
    // steps are long and many, one start in a thousand passes a saddle that makes rounding visible: of
    // 4,000 starts, none of these runs makes a small difference more than 200 times as large.
    private func expectLongRuns() throws -> Bool {
      typealias Run = (
        sizes: [Int], n: Int, rate: Double, lambda: Double, epochs: Int, interval: Int
      )
      let runs: [Run] = [
        ([2, 3, 2], 4, 0.1, 0.03, 300, 100), ([3, 3, 3], 1, 1.6, 0.3, 33, 11),
        ([1, 1, 2], 3, 0.03, 1.6, 1201, 7), ([2, 2], 1100, 4, 0, 3, 1),
        ([2, 1], 2, 0.7, 1, 10, 10),
      ]
      return try runs.enumerated().allSatisfy { index, each in
        let problem = MLPProblem(
          draw: 82 + UInt64(index), sizes: each.sizes, samples: each.n, activation: .tanh,
          isSmooth: false)
        let settings = NetworkTrainingSettings(
          learningRate: each.rate, batchSize: each.n, epochs: each.epochs, lambda: each.lambda,
          recordInterval: each.interval)
        return try expectRun(
          of: problem, settings, seed: UInt64(index),
          "\(each.epochs) steps of a network of \(each.sizes) with α = \(each.rate), "
            + "λ = \(each.lambda) and \(each.n) samples")
      }
    }

    private func expectLargeInputs() throws -> Bool {
      var problem = MLPProblem(draw: 89, sizes: [2, 2], samples: 3, activation: .tanh)
      problem.samples.inputs *= 300
      return try expectRun(
        of: problem,
        NetworkTrainingSettings(
          learningRate: 1e-4, batchSize: 3, epochs: 2, lambda: 0.03, recordInterval: 1),
        seed: 89, "2 steps with inputs near 300")
    }

    private func expectManyBatches() throws -> Bool {
      let many = MLPProblem(draw: 90, sizes: [2, 2], samples: 300, activation: .tanh)
      let run = try train(
        many,
        NetworkTrainingSettings(learningRate: 0.1, batchSize: 2, epochs: 2, recordInterval: 100))
      return expect(
        run.history.map(\.iteration), equals: [0, 100, 200, 300],
        "the iterations of the records of 2 epochs of 300 samples in batches of 2")
    }

    /// Trains on all samples in one batch, with other samples for validation.
    private func expectRun(
      of problem: MLPProblem, _ settings: NetworkTrainingSettings, _ slips: [MLPSlip] = [],
      seed: UInt64, _ what: String
    ) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed &+ seed)
      let classes = problem.parameters.biases.last?.count ?? 0
      let validation = MLPProblem.samples(
        max(4, problem.labels.count / 2), inputs: problem.inputs.columns, classes: classes,
        &generator)
      func trained(_ slip: MLPSlip?) -> NetworkTraining {
        problem.network.trained(on: problem.samples, validation: validation, settings, slip: slip)
      }
      return try expectRun(
        train(problem, validation: validation, settings, seed: seed), equals: trained(nil),
        mistakes: slips.map { (trained($0), $0.sentence) }, what, interval: settings.recordInterval)
    }

    private func expectRun(
      _ run: NetworkTraining, equals right: NetworkTraining,
      mistakes: @autoclosure () -> [(NetworkTraining, String)], _ what: String, interval: Int
    ) -> Bool {
      func explaining() -> [(NetworkTraining, String)] {
        mistakes().filter { wrong, _ in
          wrong.parameters.explains(run.parameters)
            && zip(wrong.history, run.history).allSatisfy { isClose($0, $1) }
        }
      }
      let iterations = right.history.map(\.iteration)
      let last = run.history.last?.iteration ?? 0
      guard
        expect(
          run.history.map(\.iteration), equals: iterations,
          "the iterations of the records of \(what), recorded every \(interval)",
          mistakes: interval == 1
            ? [Array(iterations.dropFirst()): Slip.noFirstRecord]
            : [
              Array(iterations.dropFirst()): Slip.noFirstRecord,
              Array(0...min(max(last, 1), 10_000)): Slip.everyStepRecorded,
            ])
      else { return false }
      let columns: [(String, KeyPath<NetworkTrainingRecord, Double> & Sendable)] = [
        ("cost", \.cost), ("accuracy", \.accuracy), ("validationCost", \.validationCost),
        ("validationAccuracy", \.validationAccuracy),
      ]
      for (name, column) in columns {
        let values = { (run: NetworkTraining) in Vector(run.history.map { $0[keyPath: column] }) }
        let yours = values(run)
        let isRight = expect(
          yours, equals: values(right), "\(name) in the records \(iterations) of \(what)",
          mistakes: nearest(yours, explaining().map { (values($0.0), $0.1) }))
        guard isRight else { return false }
      }
      return expect(
        run.parameters, equals: right.parameters, "the parameters after \(what)",
        mistakes: explaining().map { ($0.0.parameters, $0.1) })
    }

    private func isClose(_ one: NetworkTrainingRecord, _ other: NetworkTrainingRecord) -> Bool {
      abs(one.cost - other.cost) < 1e-8 && abs(one.validationCost - other.validationCost) < 1e-8
        && one.accuracy == other.accuracy && one.validationAccuracy == other.validationAccuracy
    }

    // XOR of two signs, with noise: no linear model gets far beyond ¾. And one sample with six inputs,
    // which any network can learn by heart.

    @Test(
      "Training solves a problem that no linear model solves", .processorSeconds(10),
      .hint("Does the recorded cost fall from record to record, and on one sample to nearly 0?"))
    func learning() throws {
      for (draw, activation) in zip([0, 1] as [UInt64], [HiddenActivation.tanh, .relu]) {
        var generator = SeededGenerator(seed: Student.seed &* 10 &+ draw)
        let (training, validation) = (exclusiveOr(30, &generator), exclusiveOr(15, &generator))
        let start = MLPProblem.parameters([2, 12, 2], &generator)
        let run = try perceptron.train(
          parameters: start, training: training, validation: validation, activation: activation,
          settings: NetworkTrainingSettings(
            learningRate: 0.5, batchSize: 16, epochs: 40, recordInterval: 320), using: &generator)
        expect(
          run.history.map(\.iteration), equals: [0, 320],
          "the iterations of the records of 40 epochs "
            + "of 120 samples in batches of 16, recorded every 320")
        guard let last = run.history.last else { return }
        expectProperty(
          last.validationAccuracy >= 0.95,
          "the validation accuracy is at least 0.95 in the end, where it is \(last.validationAccuracy)"
        )
        expectProperty(
          last.cost <= 0.2, "the cost is at most 0.2 in the end, where it is \(last.cost)")
      }
      let one = MLPProblem(draw: 90, sizes: [6, 5, 4], samples: 1, activation: .tanh)
      let last = try train(
        one,
        NetworkTrainingSettings(learningRate: 0.5, batchSize: 1, epochs: 200, recordInterval: 100)
      ).history.last
      guard let last else { return }
      expectProperty(
        last.cost <= 0.02 && last.accuracy == 1,
        "after 200 steps one sample is learnt by heart, where its cost is \(last.cost)")
    }

    /// Four clouds; two of them, opposite each other, are a class.
    private func exclusiveOr(_ perCloud: Int, _ generator: inout SeededGenerator) -> LabelledSamples
    {
      let corners: [(Double, Double)] = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
      var samples = LabelledSamples(inputs: .zeros(4 * perCloud, 2), labels: [])
      for i in 0..<4 * perCloud {
        let (x, y) = corners[i % 4]
        samples.inputs[i, 0] = generator.normal(mean: x, standardDeviation: 0.25)
        samples.inputs[i, 1] = generator.normal(mean: y, standardDeviation: 0.25)
        samples.labels.append(i % 2)
      }
      return samples
    }
  }
}
