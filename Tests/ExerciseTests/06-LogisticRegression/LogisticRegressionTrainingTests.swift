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
      for (losses, patience, expected, mistakes) in Self.examplesOfStopping {
        try expect(
          logistic.stoppingPoint(validationLosses: losses, patience: patience), equals: expected,
          mistakes: mistakes)
      }
      try expectEach(drawnStops + steadyStops + lateStops) { losses, patience, expected in
        try expect(
          logistic.stoppingPoint(validationLosses: losses, patience: patience), equals: expected)
      }
      for patience in [0, -2] {
        try expectInvalidInput(naming: "patience", value: "\(patience)") {
          try logistic.stoppingPoint(validationLosses: [0.5, 0.25], patience: patience)
        }
      }
      try expectInvalidInput(naming: "validationLosses") {
        try logistic.stoppingPoint(validationLosses: [], patience: 2)
      }
      for (count, place) in [(2, 0), (2, 1), (5, 4)] {
        try expectRefused("validationLosses", Sweep.notFinite) {
          try logistic.stoppingPoint(
            validationLosses: Vector.ones(count).with($0, at: place), patience: 2)
        }
      }
    }

    private typealias Stop = (losses: Vector, patience: Int, expected: StoppingPoint)

    private static let examplesOfStopping:
      [(Vector, Int, StoppingPoint, KeyValuePairs<StoppingPoint, String>)] = {
        let strict = TrainingFault.acceptsEqual.rawValue
        let tooLong = TrainingFault.patienceTooLong.rawValue
        let last = TrainingFault.comparesWithLast.rawValue
        let inTotal = TrainingFault.patienceInTotal.rawValue
        func at(_ validations: Int, _ best: Int) -> StoppingPoint {
          StoppingPoint(validations: validations, best: best)
        }
        return [
          (
            [0.7, 0.5, 0.6, 0.55, 0.65, 0.4], 3, at(5, 1),
            [
              at(6, 1): tooLong, at(6, 5): tooLong,
              at(4, 1): TrainingFault.patienceTooShort.rawValue,
              at(5, 5):
                "losses after the end of the training are never seen, so none of them is the best",
              at(5, 2): "best is an index, and indices count from 0",
              at(4, 5): "validations is how many, not the index of the last one",
            ]
          ),
          (
            [0.9, 0.5, 0.8, 0.7, 0.6, 0.75, 0.3], 4, at(6, 1),
            [at(7, 6): last, at(7, 4): last, at(6, 4): last, at(7, 1): last]
          ),
          (
            [0.9, 0.95, 0.8, 0.85, 0.7, 0.75, 0.72], 3, at(7, 4),
            [at(6, 4): inTotal, at(5, 4): inTotal]
          ), ([0.5, 0.5, 0.5, 0.5], 2, at(3, 0), [at(4, 3): strict, at(3, 2): strict]),
          (
            [0.4, 0.3, 0.35, 0.2, 0.1], 10, at(5, 4),
            [at(11, 4): "there are no more validations than losses"]
          ), ([0.25], 1, at(1, 0), [:]), ([0.25, 0.5, 0.125], 1, at(2, 0), [:]),
          ([1e305, 1e304, 2e304], 1, at(3, 1), [:]),
        ]
      }()

    /// Drawn losses, which end where three in a row are no lower than all before them.
    private var drawnStops: [Stop] {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 10)
      return (1...5).map { _ in
        let losses = Vector.uniform(count: 12, using: &generator)
        let end = losses.indices.first { i in
          i >= 3 && losses[(i - 2)...i].allSatisfy { $0 >= losses[...(i - 3)].min() ?? 0 }
        }
        let seen = Vector(losses[...(end ?? 11)])
        return (losses, 3, StoppingPoint(validations: seen.count, best: seen.argmin()))
      }
    }

    /// Losses that fall, that rise, and that stay. Small differences count.
    private var steadyStops: [Stop] {
      [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1, 1e6, 1e300].flatMap { size in
        [2, 9, 65, 1100].flatMap { count in
          let numbers = Vector((0..<count).map { Double($0) })
          let base = size < 0.1 ? 1.0 : 0
          let early = StoppingPoint(validations: min(5, count), best: 0)
          return [
            (base - size * numbers, 4, StoppingPoint(validations: count, best: count - 1)),
            (base + size * numbers, 4, early), (base + 0 * numbers, 4, early),
          ]
        }
      }
    }

    /// A single new best among 2500 losses, at the last moment or a validation too late; also after a
    /// loss beside which all others are small.
    private var lateStops: [Stop] {
      let stops: [Stop] = [1, 2, 3, 10, 33, 1200].flatMap { patience in
        let losses = [0, 1].map { Vector.ones(2500).with(1.0.nextDown, at: patience + $0) }
        let end = min(2 * patience, 2499)
        return [
          (losses[0], patience, StoppingPoint(validations: end + 1, best: patience)),
          (losses[1], patience, StoppingPoint(validations: patience + 1, best: 0)),
        ]
      }
      return stops
        + stops.map { losses, patience, expected in
          (
            Vector([1e9] + losses.elements), patience,
            StoppingPoint(validations: expected.validations + 1, best: expected.best + 1)
          )
        }
    }

    // All samples in one batch, or all samples alike. Each step, each validation and the end are known.

    @Test(
      "Training takes its steps and validations where they are due",
      .hint("After which steps is there a validation if there are 7 steps, and one is due every 3?")
    )
    func trajectory() throws {
      let samples = LogisticProblem(draw: 11, samples: 7, features: 3)
      let others = LogisticProblem(draw: 12, samples: 5, features: 3)
      for batchSize in [7, 100] {
        let rehearsal = TrainingRehearsal(
          training: samples.samples, validation: others.samples,
          settings: LogisticTrainingSettings(
            learningRate: 0.5, lambda: 0.0625, batchSize: batchSize, epochs: 7,
            stepsPerValidation: 3, patience: 50))
        try expectTraining(
          rehearsal, seed: UInt64(batchSize),
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
          rehearsal, seed: 13,
          "\(3 * epochs) steps with batches of 3, 3 and 1 (a validation every \(interval) steps)")
      }
      // Hundreds of steps, more than a thousand samples, and features in other units.
      let many = LogisticProblem(draw: 15, samples: 1100, features: 3)
      // With small steps, so that the losses don't come to rest, where rounding would choose the best.
      for (training, validation, epochs, unit, rate) in [
        (samples, many, 3, 1, 0.3), (many, samples, 3, 1, 0.3), (samples, others, 601, 1, 0.002),
        (samples, others, 5, 1e-6, 0.3), (samples, others, 5, 1e6, 0.3),
      ] {
        let rehearsal = TrainingRehearsal(
          training: training.inUnits(unit).samples, validation: validation.inUnits(unit).samples,
          settings: LogisticTrainingSettings(
            learningRate: rate / unit / unit, lambda: 0.03 * unit * unit, batchSize: 1100,
            epochs: epochs, stepsPerValidation: 2, patience: 500))
        try expectTraining(
          rehearsal, seed: 15,
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
        try expectTraining(rehearsal, seed: 14, "a training \(what)")
      }
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
      // At the weights of any step, the probability of the wrong class is 1 to the last digit.
      let certain = BinarySamples(inputs: [[9000, 0], [1, 0.5], [0, 70]], labels: [0, 1, 0])

      func training(
        on training: BinarySamples, _ validation: BinarySamples, rate: Double, batchSize: Int = 5,
        epochs: Int = 30, every interval: Int = 1, patience: Int
      ) -> TrainingRehearsal {
        TrainingRehearsal(
          training: training, validation: validation,
          settings: LogisticTrainingSettings(
            learningRate: rate, batchSize: batchSize, epochs: epochs, stepsPerValidation: interval,
            patience: patience))
      }
      // However little the loss falls, it is a new best.
      let slow = [2e-14, 1e-9, 1e-7, 1e-5, 1e-3].map { rate in
        (
          training(on: alike, alike, rate: rate, epochs: 9, patience: 2),
          "with the learning rate \(rate), whose losses fall very slowly"
        )
      }
      return slow + [
        (training(on: alike, doubtful, rate: 0.5, patience: 10), "whose losses fall and then rise"),
        (
          training(on: alike, doubtful, rate: 0.25, batchSize: 1, every: 2, patience: 6),
          "that ends within an epoch"
        ),
        (
          training(on: alike, doubtful, rate: 0.5, epochs: 8, patience: 5),
          "whose epochs end before the patience does"
        ),
        (
          training(on: divided, moreDivided, rate: 6, patience: 3),
          "whose losses go up and down, and slowly up"
        ),
        (
          training(on: divided, moreDivided, rate: 10, patience: 4),
          "whose losses go up and down, and on the whole down at first"
        ),
        (training(on: undecided, moreDivided, rate: 1, patience: 4), "whose losses stay the same"),
        (
          training(on: alike, certain, rate: 0.5, epochs: 6, patience: 3),
          "whose validation has logits in the thousands on the wrong side"
        ),
      ]
    }
  }
}
