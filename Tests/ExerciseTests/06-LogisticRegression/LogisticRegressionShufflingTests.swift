import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Training on shuffled mini-batches. Which order a generator leads to is the student's affair: these
// tests read the order off the results, and ask whether it is a random one.

extension LogisticRegressionSuites {
  @Suite(
    "6 · Logistic regression: training on shuffled batches", .part(4))
  struct LogisticRegressionShufflingTests {
    let logistic = Student.answer.logisticRegression

    // Each sample has a feature of its own, so that its weight tells when, how often and in how large
    // a batch it was used.

    @Test(
      "Every epoch uses every sample once, in a new random order", .processorSeconds(10),
      .hint("When is a new order drawn, from which generator, and do the labels follow it?"))
    func shuffledBatches() throws {
      for draw in 0..<6 as Range<UInt64> {
        guard try expectBatches(seed: Student.seed &* 1000 &+ 20 &+ draw) else { return }
      }
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 30)
      let before = generator
      let first = try orders(&generator)
      guard expectShuffled(first) else { return }

      var again = before
      let second = try orders(&again)
      expectProperty(
        first == second, "two trainings with equal generators give the same result",
        mistake: "random numbers come from somewhere else than the generator that is passed in")
      var other = SeededGenerator(seed: Student.seed &* 1000 &+ 31)
      let third = try orders(&other)
      expectProperty(
        first != third, "trainings with different generators have different orders",
        mistake: "the orders don't depend on the generator that is passed in")
      var (old, new) = (before, generator)
      expectProperty(
        old.next() != new.next(), "the generator has moved on after a training",
        mistake:
          "the numbers are drawn from a copy of the generator, which itself stays where it was"
      )
      expectEveryPlace(try third + expectTrainingsGoOn(first, &generator))
      for (count, batchSize) in [(100, 16), (129, 65), (2, 1), (1, 9)] {
        guard try expectBatches(count, batchSize) else { return }
      }
      guard try expectFarMoves(&generator) else { return }
      // Batches of 69 samples, and orders of 40, in which some samples stay where they were.
      try expectFairBatches(slope: 1, mistake: Self.notRandom) {
        try moves($0, epochs: $1, settings: $2, &generator)
      }
      try expectStayingSamples(mistake: Self.notRandom) {
        try moves($0, epochs: $1, settings: $2, &generator)
      }
    }

    // Noisy pictures of a 3 or an 8, the classes one after the other. In 150 such trainings in NumPy
    // the least accuracy on unseen pictures was 0.89, the largest loss 0.26; guessing has 0.5 and 0.69.

    @Test(
      "Training learns to tell noisy pictures of 3 and 8 apart", .processorSeconds(10),
      .hint("Do all the parts work together: preprocessing, batches, steps and the best weights?"))
    func learns() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 40)
      let sets = try [120, 60, 300].map { count in
        var samples = Pictures.draw(count, using: &generator)
        samples.inputs = try logistic.preprocess(pixels: samples.inputs)
        return samples
      }
      let result = try logistic.train(
        on: sets[0], validatingOn: sets[1],
        settings: LogisticTrainingSettings(
          learningRate: 0.2, lambda: 0.005, batchSize: 16, epochs: 40, stepsPerValidation: 2),
        using: &generator)
      guard
        expect(
          result.weights.count, equals: 36, "the number of weights for 7 × 5 pixels and a bias"),
        result.validationLosses.indices.contains(result.bestValidation)
      else { return }
      let (validated, unseen) = (
        LogisticProblem(weights: result.weights, inputs: sets[1].inputs, labels: sets[1].labels),
        LogisticProblem(weights: result.weights, inputs: sets[2].inputs, labels: sets[2].labels)
      )
      expect(
        result.validationLosses[result.bestValidation], equals: validated.mean(Logistic.loss),
        "the validation loss at bestValidation, of the weights that are returned")
      expect(
        result.validationLosses.minimum(), equals: validated.mean(Logistic.loss),
        "the lowest validation loss, of the weights that are returned")
      let (accuracy, loss) = (
        unseen.accuracy { $0 >= 0 ? 1 : 0 }, unseen.mean(Logistic.loss)
      )
      expectProperty(
        accuracy >= 0.82, "the accuracy on 300 unseen pictures is at least 0.82; it is \(accuracy)")
      expectProperty(
        loss <= 0.4, "the loss on 300 unseen pictures is at most 0.4; it is \(loss)")
    }

    /// Expects one epoch with batches of 3, 3 and 1: a weight is then α (y − ½) / (size of its batch).
    private func expectBatches(seed: UInt64) throws -> Bool {
      let labels = [1, 0, 0, 1, 1, 0, 1]
      var generator = SeededGenerator(seed: seed)
      let result = try logistic.train(
        on: BinarySamples(inputs: .identity(7), labels: labels),
        validatingOn: BinarySamples(inputs: .ones(1, 7), labels: [1]),
        settings: LogisticTrainingSettings(
          learningRate: 1.5, batchSize: 3, epochs: 1, stepsPerValidation: 100),
        using: &generator)
      let what =
        "after one epoch of 7 samples, each with a weight of its own, in batches of 3, 3 and 1"
      guard expect(result.weights.count, equals: 7, "the number of weights \(what)") else {
        return false
      }
      // By their sizes: six of α/6 and one of α/2; half of that again is for a batch that is a sum.
      let sizes = Vector(result.weights.map(abs).sorted())
      guard
        expect(
          sizes, equals: [0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.75],
          "the magnitudes of the weights \(what), sorted",
          mistakes: [
            [0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25]: TrainingFault.partialBatchDropped.rawValue,
            Vector(repeating: 0.25, count: 7):
              "the last batch is smaller: the mean divides by the samples that it has",
            Vector(repeating: 0.75, count: 7): TrainingFault.sum.rawValue,
            // 0.75/7
            Vector(repeating: 0.10714285714285714, count: 7):
              "each batch makes a step of its own, with a mean over the batch, not over all samples",
          ])
      else { return false }
      let signs = result.weights.map { $0 > 0 ? 1 : 0 }
      return expectProperty(
        signs == labels, "each sample is used with its own label \(what)",
        mistake: "inputs and labels are shuffled apart: one order has to serve both")
    }

    /// The same with other numbers of samples, with labels at random.
    private func expectBatches(_ count: Int, _ batchSize: Int) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 26)
      let labels = (0..<count).map { _ in Int.random(in: 0...1, using: &generator) }
      let result = try logistic.train(
        on: BinarySamples(inputs: .identity(count), labels: labels),
        validatingOn: BinarySamples(inputs: .ones(1, count), labels: [1]),
        settings: LogisticTrainingSettings(
          learningRate: 1.5, batchSize: batchSize, epochs: 1, stepsPerValidation: 1000),
        using: &generator)
      let what =
        "after one epoch of \(count) samples, each with a weight of its own, in batches of \(batchSize)"
      let (full, rest) = (min(batchSize, count), count % batchSize)
      let sizes = (0..<count).map { Double($0 < count - rest ? full : rest) }
      return expect(
        Vector(result.weights.map(abs).sorted()), equals: Vector(sizes.map { 0.75 / $0 }),
        "the magnitudes of the weights \(what), sorted")
        && expect(
          result.weights.map { $0 > 0 ? 1 : 0 }, equals: labels, "the signs of the weights \(what)")
    }

    /// The order of the samples in each epoch with 6 samples and a batch size of 1.
    ///
    /// The validation sample has another power of 2 for each feature, so that the change of its logit
    /// tells whose turn it was. A sample that can't be made out is −1.
    func orders(_ generator: inout SeededGenerator, epochs: Int = 40) throws -> [[Int]] {
      let (n, rate, unit) = (6, 0.5, 0.015625)
      let result = try logistic.train(
        on: BinarySamples(inputs: .identity(n), labels: Array(repeating: 1, count: n)),
        validatingOn: BinarySamples(
          inputs: Matrix(rows: 1, columns: n) { unit * pow(2, Double($1)) }, labels: [1]),
        settings: LogisticTrainingSettings(
          learningRate: rate, batchSize: 1, epochs: epochs, stepsPerValidation: 1, patience: 1000),
        using: &generator)
      guard
        expect(
          result.validationLosses.count, equals: n * epochs,
          "the number of validations in \(epochs) epochs of 6 steps")
      else { return [] }
      var (weights, logit) = (Vector.zeros(n), 0.0)
      let samples = result.validationLosses.map { loss in
        let next = -log(expm1(loss))
        defer { logit = next }
        let changes = weights.map { rate * (1 - Logistic.probability($0)) }
        let turn = (0..<n).first {
          abs((next - logit) / (unit * pow(2, Double($0)) * changes[$0]) - 1) < 1e-6
        }
        guard let turn else { return -1 }
        weights[turn] += changes[turn]
        return turn
      }
      return (0..<epochs).map { Array(samples[n * $0..<n * ($0 + 1)]) }
    }

    /// Expects that each epoch is a permutation, and that the epochs differ.
    private func expectShuffled(_ orders: [[Int]]) -> Bool {
      guard !orders.isEmpty else { return false }
      let all = Array(0..<6)
      if let epoch = orders.firstIndex(where: { $0.sorted() != all }) {
        return expectProperty(
          false, "epoch \(epoch + 1) uses each of 6 samples once; it used \(orders[epoch])",
          mistake: orders[epoch].contains(-1)
            ? nil : "an epoch draws each sample once: this is drawing with replacement")
      }
      let different = Set(orders)
      return expectProperty(
        different.count > 20,
        "40 epochs have many different orders, not just \(different.count) such as \(orders[0])",
        mistake: different == [all]
          ? "the samples are not shuffled"
          : different.count == 1 ? "each epoch has an order of its own, drawn anew" : Self.notRandom
      )
    }

    static let notRandom =
      "the orders are not random enough: all have to come up, each as often as the others"

    /// Expects that in 160 orders of 6, from runs of 40 epochs, everything comes up as often as by chance:
    /// a sample at a place, a place in one epoch after a place in the epoch before, a sample after another.
    ///
    /// The sums of squares are 1.2 χ² of 25 degrees of freedom, or less: one in 10¹⁰ is above 119.
    private func expectEveryPlace(_ orders: [[Int]]) {
      guard orders.count == 160 else { return }
      var counts = Array(repeating: Array(repeating: 0.0, count: 36), count: 3)
      for (epoch, order) in orders.enumerated() {
        for (place, sample) in order.enumerated() where sample >= 0 {
          counts[0][6 * sample + place] += 1
          if epoch % 40 > 0, let before = orders[epoch - 1].firstIndex(of: sample) {
            counts[1][6 * before + place] += 1
          }
          if place > 0, order[place - 1] >= 0 { counts[2][6 * order[place - 1] + sample] += 1 }
        }
      }
      let oddities = [160.0, 156, 160].enumerated().map { table, count in
        (0..<36).reduce(0) { sum, cell in
          let isPossible = table < 2 || cell % 7 != 0
          return sum + (isPossible ? pow(counts[table][cell] - count / 6, 2) / (count / 6) : 0)
        }
      }
      expectProperty(
        oddities.allSatisfy { $0 < 130 },
        "in 160 epochs each sample takes each place, follows each of the others, and moves from each "
          + "place to each about as often as chance has it (χ² < 130), and not \(oddities)",
        mistake: Self.notRandom)
    }

    /// The weights after a training in which each sample has its own, in the direction of its class.
    private func moves(
      _ labels: [Int], epochs: Int, settings: (rate: Double, lambda: Double, batchSize: Int),
      _ generator: inout SeededGenerator
    ) throws -> [Double] {
      let result = try logistic.train(
        on: BinarySamples(inputs: .identity(labels.count), labels: labels),
        validatingOn: BinarySamples(inputs: .ones(1, labels.count), labels: [1]),
        settings: LogisticTrainingSettings(
          learningRate: settings.rate, lambda: settings.lambda, batchSize: settings.batchSize,
          epochs: epochs, stepsPerValidation: 1000),
        using: &generator)
      return zip(result.weights, labels).map { $1 == 1 ? $0 : -$0 }
    }
  }
}

/// Small pictures of a 3 (class 0) and an 8 (class 1), of varying strength and with much noise.
private enum Pictures {
  static let three = [
    ".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###.",
  ]
  static let eight = [
    ".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###.",
  ]

  /// Pixels from 0 to 255, one picture a row: first the 3s, then as many 8s.
  static func draw(_ count: Int, using generator: inout SeededGenerator) -> BinarySamples {
    let labels = (0..<count).map { $0 < count / 2 ? 0 : 1 }
    let rows = labels.map { label in
      let strength = generator.uniform(in: 85..<170)
      return Vector(
        (label == 1 ? eight : three).joined().map { pixel in
          let light = 40 + (pixel == "#" ? strength : 0)
          return clip(generator.normal(mean: light, standardDeviation: 60), to: 0...255)
        })
    }
    return BinarySamples(inputs: Matrix(rows: rows), labels: labels)
  }
}
