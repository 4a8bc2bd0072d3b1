import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Which samples each step of a training has seen. After every step there is a record, and its cost is
// compared with what one step would make of it for every batch that might have been taken.

extension MultilayerPerceptronSuites {
  @Suite(
    "11 · Multilayer perceptron: the order of training", .part(6))
  struct MultilayerPerceptronOrderTests {
    let perceptron = Student.answer.multilayerPerceptron

    static let lambda = 0.1

    // Eight samples one by one and a linear model; then batches of 3, 3 and 2 and a hidden layer.

    @Test(
      "Each epoch goes through all samples once, in a new random order",
      .hint("How many steps does an epoch make with 8 samples and a batchSize of 3?"))
    func order() throws {
      let single = MLPProblem(draw: 100, sizes: [3, 4], samples: 8, activation: .tanh)
      let (run, generator) = try train(single, batchSize: 1, seed: 1)
      guard let steps = decode(run, single, batchSize: 1), expectShuffled(steps, epochs: 4),
        try expectManyOrders()
      else { return }
      let (again, _) = try train(single, batchSize: 1, seed: 1)
      let (other, _) = try train(single, batchSize: 1, seed: 2)
      var (before, after) = (SeededGenerator(seed: Student.seed &+ 1), generator)
      guard
        expectProperty(
          run == again, "equal generators give equal runs", mistake: Slip.otherGenerator),
        expectProperty(
          run.history != other.history, "other generators give other runs",
          mistake: Slip.otherGenerator),
        expectProperty(
          before.next() != after.next(), "training has moved the generator on",
          mistake: Slip.generatorCopied)
      else { return }
      let batched = MLPProblem(draw: 101, sizes: [3, 4, 3], samples: 8, activation: .tanh)
      let (batchedRun, _) = try train(batched, batchSize: 3, seed: 3)
      guard let steps = decode(batchedRun, batched, batchSize: 3) else { return }
      _ = expectShuffled(steps, epochs: 4)
    }

    func expectManyOrders() throws -> Bool {
      let few = MLPProblem(draw: 102, sizes: [2, 3], samples: 4, activation: .tanh)
      let (run, _) = try train(few, batchSize: 1, seed: 4, epochs: 60)
      guard let steps = decode(run, few, batchSize: 1, epochs: 60) else { return false }
      return try expectShuffled(steps, epochs: 60) && expectAnyOrders(steps.flatMap { $0 })
        && expectTrainingsGoOn(few) && expectFarMoves() && expectIndependentOrders()
    }

    // Inputs are so large, and the rate so small, that the biases stay what they are, nearly.
    func expectIndependentOrders() throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed &+ 7)
      let size = 1e6
      return try expectStayingSamples(mistake: Slip.fewOrders) { labels, epochs, settings in
        let n = labels.count
        let rate = settings.rate / (size * size)
        let weights = try perceptron.train(
          parameters: NetworkParameters(weights: [.zeros(2, n)], biases: [.zeros(2)]),
          training: LabelledSamples(inputs: size * .identity(n), labels: labels),
          validation: LabelledSamples(inputs: .ones(1, n), labels: [1]), activation: .relu,
          settings: NetworkTrainingSettings(
            learningRate: rate, batchSize: settings.batchSize, epochs: epochs,
            lambda: 2 * settings.lambda * settings.rate / rate, recordInterval: 1000),
          using: &generator
        ).parameters.weights.requiring(entries: 1)[0].requiring(rows: 2, columns: n)
        return zip(weights.row(1), labels).map { ($1 == 1 ? $0 : -$0) * size }
      }
    }

    // Five trainings one after the other: of 24 orders, ten in a row are never the same by chance.
    func expectTrainingsGoOn(_ few: MLPProblem) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed &+ 5)
      var trainings: [[[Int]]] = []
      for epochs in [30, 10, 10, 10, 10] {
        let run = try train(few, batchSize: 1, epochs: epochs, &generator)
        guard let steps = decode(run, few, batchSize: 1, epochs: epochs) else { return false }
        let samples = steps.flatMap { $0 }
        trainings.append((0..<epochs).map { Array(samples[4 * $0..<4 * $0 + 4]) })
      }
      return expectOtherOrders(trainings, length: 10, ifCopied: Slip.generatorCopied)
    }

    // The samples of one quarter have an input of 1, the others of 0, and all are of class 0. A validation
    // sample tells by how much weights and biases have moved a logit away from the other one: each sample of
    // the quarter moves both by its 1 − p, any other one the biases only.
    func expectFarMoves() throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed &+ 6)
      let (rate, n) = (0.1, Double(FarOrders.quarter))
      func missing(_ lead: Double) -> Double { 1 / (1 + exp(lead)) }
      return try (0..<4).allSatisfy { quarter in
        let run = try perceptron.train(
          parameters: NetworkParameters(weights: [.zeros(2, 1)], biases: [.zeros(2)]),
          training: LabelledSamples(
            inputs: FarOrders.inputs(quarter: quarter),
            labels: Array(repeating: 0, count: FarOrders.samples)),
          validation: LabelledSamples(inputs: [[1]], labels: [0]), activation: .relu,
          settings: NetworkTrainingSettings(
            learningRate: rate, batchSize: FarOrders.quarter, epochs: 1, recordInterval: 1),
          using: &generator)
        var (lead, ofBiases) = (0.0, 0.0)
        let counts = run.history.dropFirst().map { record in
          let next = -log(expm1(record.validationCost))
          let (own, other) = (missing(lead), missing(ofBiases))
          let count = ((next - lead) / (2 * rate) - other) * n / (2 * own - other)
          ofBiases += 2 * rate * (count * own + (n - count) * other) / n
          lead = next
          return count
        }
        return expectFarCounts(counts, ofQuarter: quarter, mistake: Slip.fewOrders)
      }
    }

    func train(
      _ problem: MLPProblem, batchSize: Int, seed: UInt64, epochs: Int = 4
    ) throws -> (NetworkTraining, SeededGenerator) {
      var generator = SeededGenerator(seed: Student.seed &+ seed)
      return (try train(problem, batchSize: batchSize, epochs: epochs, &generator), generator)
    }

    func train(
      _ problem: MLPProblem, batchSize: Int, epochs: Int, _ generator: inout SeededGenerator
    ) throws -> NetworkTraining {
      try perceptron.train(
        parameters: problem.parameters, training: problem.samples, validation: problem.samples,
        activation: problem.activation,
        settings: NetworkTrainingSettings(
          learningRate: 0.5, batchSize: batchSize, epochs: epochs, lambda: Self.lambda,
          recordInterval: 1), using: &generator)
    }

    /// A step that no batch explains, explained by a mistake.
    func mistake(
      _ cost: Double, _ network: MLPReference, _ problem: MLPProblem, _ size: Int, _ batchSize: Int
    ) -> String? {
      let (n, samples) = (problem.labels.count, problem.samples)
      func explains(
        _ batch: LabelledSamples, factor: Double = 1, lambda: Double = Self.lambda
      ) -> Bool {
        isClose(cost, after(network, batch, on: samples, factor: factor, lambda: lambda).cost)
      }
      if explains(samples) { return Slip.wholeSet }
      let batches = subsets(of: n, size).map(samples.picked)
      let isRecordOfBatch = batches.contains { batch in
        isClose(cost, network.cost(batch)) || isClose(cost, after(network, batch, on: batch).cost)
      }
      if isRecordOfBatch { return Slip.batchRecorded }
      let share = Self.lambda * Double(size) / Double(n)
      if batches.contains(where: { explains($0, lambda: share) }) {
        return Slip.penaltyShared
      }
      if size == 1 {
        let isApart = (0..<n).contains { i in
          (0..<(problem.network.parameters.biases.last?.count ?? 0)).contains { label in
            explains(LabelledSamples(inputs: samples.inputs[rows: i...i], labels: [label]))
          }
        }
        if isApart { return Slip.apart }
      }
      guard size < batchSize else { return nil }
      if subsets(of: n, batchSize).contains(where: { explains(samples.picked($0)) }) {
        return Slip.padded
      }
      let factor = Double(size) / Double(batchSize)
      let isPartial = batches.contains { explains($0, factor: factor) }
      return isPartial ? Slip.partialMean : nil
    }

    func expectShuffled(_ steps: [[Int]], epochs: Int) -> Bool {
      let perEpoch = steps.count / epochs
      let orders = (0..<epochs).map { Array(steps[$0 * perEpoch..<($0 + 1) * perEpoch]) }
      for (epoch, order) in orders.enumerated() {
        let seen = order.flatMap { $0 }
        guard
          expectProperty(
            Set(seen).count == seen.count,
            "every sample comes once in epoch \(epoch), where the steps see \(order)",
            mistake: Slip.replacement)
        else { return false }
      }
      let sorted = Array(0..<orders[0].flatMap { $0 }.count)
      return expectProperty(
        orders.contains { $0.flatMap { $0 } != sorted },
        "the order is random, where the steps see \(orders[0])", mistake: Slip.notShuffled)
        && expectProperty(
          Set(orders).count >= min(epochs - 1, 3),
          "\(epochs) epochs have orders of their own, where the first two are \(orders[0]) and "
            + "\(orders[1])",
          mistake: Slip.sameOrder)
    }

    // Of 60 orders of four samples, one sample is at one place 15 ± 3.4 times, one order comes up 2.5
    // times, and so does one order seen from the order before. The limits are passed by chance once in
    // 10¹⁰ runs.
    func expectAnyOrders(_ steps: [Int]) -> Bool {
      let orders = stride(from: 0, to: 240, by: 4).map { Array(steps[$0..<$0 + 4]) }
      let moves = zip(orders, orders.dropFirst()).map { one, next in
        next.map { one.firstIndex(of: $0) }
      }
      let places = orders.flatMap { order in (0..<4).map { [order[$0], $0] } }
      func most<Value: Hashable>(_ values: [Value]) -> Int {
        Dictionary(grouping: values) { $0 }.values.map(\.count).max() ?? 0
      }
      return expectProperty(
        most(places) <= 42 && most(orders) <= 24 && most(moves) <= 24,
        "in 60 epochs every order of four samples is equally likely, whatever the last one was, "
          + "where one sample is at the same place in \(most(places)) of them, one order comes up "
          + "\(most(orders)) times, and one order seen from the last one \(most(moves)) times",
        mistake: Slip.fewOrders)
    }
  }
}
