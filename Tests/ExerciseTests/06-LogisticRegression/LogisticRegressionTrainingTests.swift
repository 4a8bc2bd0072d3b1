import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Training where the order of the samples makes no difference, so that every number is known.
//
// The losses at which these trainings stop were computed in NumPy as well as by the plain loops of
// `TrainingRehearsal`; no two of those that are compared are closer than 1e-5, unless they are equal.

extension LogisticRegressionSuites {
  @Suite("6 · Logistic regression: training, step by step", .part(3))
  struct LogisticRegressionTrainingTests {
    let logistic = Student.answer.logisticRegression

    // A new best is lower than all before it; `patience` validations in a row without one are the end.
    @Test(
      "Concept check: where early stopping ends a training",
      .hint("After which validation is the count of those without a new best as large as patience?")
    )
    func stoppingPoint() throws {
      let strict = TrainingFault.acceptsEqual.rawValue
      let tooLong = TrainingFault.patienceTooLong.rawValue
      let tooShort = TrainingFault.patienceTooShort.rawValue
      let last = "a new best is lower than the best loss so far, not than the last one"
      let inTotal = TrainingFault.patienceInTotal.rawValue
      let whole = "losses after the end of the training are never seen, so none of them is the best"
      let fromOne = "best is an index, and indices count from 0"
      let cases: [(Vector, Int, (Int, Int), KeyValuePairs<StoppingPoint, String>)] = [
        (
          [0.7, 0.5, 0.6, 0.55, 0.65, 0.4], 3, (5, 1),
          [
            .init(validations: 6, best: 1): tooLong, .init(validations: 6, best: 5): tooLong,
            .init(validations: 4, best: 1): tooShort, .init(validations: 5, best: 5): whole,
            .init(validations: 5, best: 2): fromOne,
            .init(validations: 4, best: 5):
              "validations is how many, not the index of the last one",
          ]
        ),
        (
          [0.9, 0.5, 0.8, 0.7, 0.6, 0.75, 0.3], 4, (6, 1),
          [
            .init(validations: 7, best: 6): last, .init(validations: 7, best: 4): last,
            .init(validations: 6, best: 4): last, .init(validations: 7, best: 1): last,
          ]
        ),
        (
          [0.9, 0.95, 0.8, 0.85, 0.7, 0.75, 0.72], 3, (7, 4),
          [.init(validations: 6, best: 4): inTotal, .init(validations: 5, best: 4): inTotal]
        ),
        (
          [0.5, 0.5, 0.5, 0.5], 2, (3, 0),
          [.init(validations: 4, best: 3): strict, .init(validations: 3, best: 2): strict]
        ),
        (
          [0.4, 0.3, 0.35, 0.2, 0.1], 10, (5, 4),
          [.init(validations: 11, best: 4): "there are no more validations than losses"]
        ),
        ([0.25], 1, (1, 0), [:]), ([0.25, 0.5, 0.125], 1, (2, 0), [:]),
      ]
      for (losses, patience, expected, mistakes) in cases {
        try expect(
          logistic.stoppingPoint(validationLosses: losses, patience: patience),
          equals: StoppingPoint(validations: expected.0, best: expected.1), mistakes: mistakes)
      }
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 10)
      for _ in 1...5 {
        let losses = Vector.uniform(count: 12, using: &generator)
        let ends = losses.indices.first { i in
          i >= 3 && losses[(i - 2)...i].allSatisfy { $0 >= losses[...(i - 3)].min() ?? 0 }
        }
        let seen = losses[...(ends ?? 11)]
        try expect(
          logistic.stoppingPoint(validationLosses: losses, patience: 3),
          equals: StoppingPoint(validations: seen.count, best: Vector(seen).argmin()))
      }
      // Small differences count: losses that fall, that stay, and that rise.
      for size in [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1, 1e6, 1e300] {
        for count in [2, 9, 65, 300] {
          let numbers = Vector((0..<count).map { Double($0) })
          let base = size < 0.1 ? 1.0 : 0
          for (losses, expected) in [
            (base - size * numbers, (count, count - 1)),
            (base + size * numbers, (min(5, count), 0)),
            (base + 0 * numbers, (min(5, count), 0)),
          ] {
            guard
              try expect(
                logistic.stoppingPoint(validationLosses: losses, patience: 4),
                equals: StoppingPoint(validations: expected.0, best: expected.1),
                "the stopping point of \(count) losses from \(losses[0]) to \(losses[count - 1]) with "
                  + "the patience 4")
            else { return }
          }
        }
      }
      // A single new best, at the last moment or a validation too late.
      for patience in [1, 2, 3, 10, 33, 200] {
        for late in [0, 1] {
          var losses = Vector.ones(300)
          losses[patience + late] = 1.0.nextDown
          let end = late == 0 ? min(2 * patience, 299) : patience
          try expect(
            logistic.stoppingPoint(validationLosses: losses, patience: patience),
            equals: StoppingPoint(validations: end + 1, best: late == 0 ? patience : 0),
            "the stopping point of 300 losses of 1, but for a lower one after \(patience + late), "
              + "with the patience \(patience)")
        }
      }
      for patience in [0, -2] {
        try expectInvalidInput(naming: "patience", value: "\(patience)") {
          try logistic.stoppingPoint(validationLosses: [0.5, 0.25], patience: patience)
        }
      }
      try expectInvalidInput(naming: "validationLosses") {
        try logistic.stoppingPoint(validationLosses: [], patience: 2)
      }
      for number in [Double.nan, .infinity, -.infinity] {
        for losses: Vector in [[0.5, number], [number, 0.5], [1, 2, 3, 4, number]] {
          try expectInvalidInput(naming: "validationLosses", value: "\(number)") {
            try logistic.stoppingPoint(validationLosses: losses, patience: 2)
          }
        }
      }
    }

    // All samples in one batch, or all samples alike. Each step, each validation and the end are known.
    @Test(
      "Training takes its steps and validations where they are due",
      .hint("After which steps is there a validation if there are 7 steps, and one is due every 3?")
    )
    func trajectory() throws {
      let (samples, others) = (
        LogisticProblem(draw: 11, samples: 7, features: 3),
        LogisticProblem(draw: 12, samples: 5, features: 3)
      )
      // Seven steps with all samples; 7, or a batch that could be larger.
      for (draw, batchSize) in [(11, 7), (12, 100)] as [(UInt64, Int)] {
        let rehearsal = TrainingRehearsal(
          training: samples.samples, validation: others.samples,
          settings: LogisticTrainingSettings(
            learningRate: 0.5, lambda: 0.0625, batchSize: batchSize, epochs: 7,
            stepsPerValidation: 3,
            patience: 50))
        try expectTraining(
          train(rehearsal, seed: draw), equals: rehearsal,
          "7 steps with a batch of all 7 samples (λ = 0.0625, a validation every 3 steps)")
      }
      // Seven samples that are alike make batches of 3, 3 and 1, whatever their order.
      for (epochs, interval) in [(3, 2), (2, 3), (2, 4), (1, 50)] {
        let rehearsal = TrainingRehearsal(
          training: Self.copies(of: samples, 7), validation: others.samples,
          settings: LogisticTrainingSettings(
            learningRate: 0.25, lambda: 0.125, batchSize: 3, epochs: epochs,
            stepsPerValidation: interval, patience: 50))
        try expectTraining(
          train(rehearsal, seed: 13), equals: rehearsal,
          "\(3 * epochs) steps with batches of 3, 3 and 1 (a validation every \(interval) steps)")
      }
      // Hundreds of steps, hundreds of samples, and features in other units.
      let many = LogisticProblem(draw: 15, samples: 300, features: 3)
      for (training, validation, epochs, unit) in [
        (samples, many, 3, 1), (many, samples, 3, 1), (samples, others, 300, 1),
        (samples, others, 5, 1e-6), (samples, others, 5, 1e6),
      ] {
        let (scaled, checked) = (training.inUnits(unit), validation.inUnits(unit))
        let rehearsal = TrainingRehearsal(
          training: scaled.samples, validation: checked.samples,
          settings: LogisticTrainingSettings(
            learningRate: 0.3 / unit / unit, lambda: 0.03 * unit * unit, batchSize: 300,
            epochs: epochs, stepsPerValidation: 2, patience: 500))
        try expectTraining(
          train(rehearsal, seed: 15), equals: rehearsal,
          "\(epochs) steps with \(training.labels.count) samples, validated on "
            + "\(validation.labels.count), with inputs near \(unit)")
      }
    }

    // Losses that fall and rise; that go up and down on the way down, and on the way up; that stay.
    @Test(
      "Training stops early and returns the weights of the best validation",
      .hint("With what do you compare a new loss, and when do you keep a copy of the weights?"))
    func earlyStopping() throws {
      for (rehearsal, what) in Self.earlyStops {
        try expectTraining(train(rehearsal, seed: 14), equals: rehearsal, what)
      }
    }

    private func train(_ rehearsal: TrainingRehearsal, seed: UInt64) throws
      -> LogisticTrainingResult
    {
      var generator = SeededGenerator(seed: Student.seed &+ seed)
      return try logistic.train(
        on: rehearsal.training, validatingOn: rehearsal.validation, settings: rehearsal.settings,
        using: &generator)
    }

    /// The first sample of a problem, again and again.
    private static func copies(of problem: LogisticProblem, _ count: Int) -> BinarySamples {
      BinarySamples(
        inputs: problem.inputs.gather(rows: Array(repeating: 0, count: count)),
        labels: Array(repeating: problem.labels[0], count: count))
    }

    /// Trainings that end early, or would with one more validation.
    private static var earlyStops: [(TrainingRehearsal, String)] {
      // A sample of class 1 pulls on and on; of the validation samples, one says the opposite.
      let alike = BinarySamples(
        inputs: Matrix(rows: 5, columns: 2) { _, j in j == 0 ? 1 : 0.5 }, labels: [1, 1, 1, 1, 1])
      let doubtful = BinarySamples(
        inputs: [[1, 0.5], [1, 0.5], [1, 0.5], [0.5, 1]], labels: [1, 1, 0, 1])
      // Three against one: the optimum is at w₁ + w₂ = ln 3, and large steps jump over it.
      let divided = BinarySamples(inputs: .ones(4, 2), labels: [1, 1, 1, 0])
      let moreDivided = BinarySamples(inputs: .ones(5, 2), labels: [1, 1, 1, 1, 0])
      let undecided = BinarySamples(inputs: .ones(4, 2), labels: [1, 0, 1, 0])

      func settings(
        _ learningRate: Double, batchSize: Int = 5, epochs: Int = 30, every interval: Int = 1,
        patience: Int
      ) -> LogisticTrainingSettings {
        LogisticTrainingSettings(
          learningRate: learningRate, batchSize: batchSize, epochs: epochs,
          stepsPerValidation: interval, patience: patience)
      }
      // However little the loss falls, it is a new best.
      let slow = [1e-9, 1e-7, 1e-5, 1e-3].map { rate in
        (
          TrainingRehearsal(
            training: alike, validation: alike, settings: settings(rate, epochs: 9, patience: 2)),
          "a training with the learning rate \(rate), whose losses fall very slowly"
        )
      }
      return slow + [
        (
          TrainingRehearsal(
            training: alike, validation: doubtful, settings: settings(0.5, patience: 10)),
          "a training whose losses fall and then rise"
        ),
        (
          TrainingRehearsal(
            training: alike, validation: doubtful,
            settings: settings(0.25, batchSize: 1, every: 2, patience: 6)),
          "a training that ends within an epoch"
        ),
        (
          TrainingRehearsal(
            training: alike, validation: doubtful, settings: settings(0.5, epochs: 8, patience: 5)),
          "a training whose epochs end before the patience does"
        ),
        (
          TrainingRehearsal(
            training: divided, validation: moreDivided, settings: settings(6, patience: 3)),
          "a training whose losses go up and down, and slowly up"
        ),
        (
          TrainingRehearsal(
            training: divided, validation: moreDivided, settings: settings(10, patience: 4)),
          "a training whose losses go up and down, and on the whole down at first"
        ),
        (
          TrainingRehearsal(
            training: undecided, validation: moreDivided, settings: settings(1, patience: 4)),
          "a training whose losses stay the same"
        ),
      ]
    }
  }
}
