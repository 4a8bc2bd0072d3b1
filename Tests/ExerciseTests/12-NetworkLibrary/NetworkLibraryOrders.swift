import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// The orders in which a training sees its samples.
extension NetworkLibrarySuites.NetworkLibraryTrainingTests {
  /// The samples that went forward, one after the other.
  func order(_ events: [ProbeEvent]) -> [Int] {
    events.filter { $0.kind == .forward }.flatMap { samples.indices(of: $0.matrix) }
  }

  func expectOrders(_ order: [Int]) {
    let orders = (0..<3).map { Array(order[10 * $0..<10 * $0 + 10]) }
    expectProperty(
      orders.allSatisfy { $0.sorted() == Array(0..<10) }, "each sample comes up once in an epoch",
      mistake: order.contains(-1) ? nil : NetworkSlip.withReplacement)
    expectProperty(
      !orders.contains(Array(0..<10)), "the order is a random one", mistake: NetworkSlip.notShuffled
    )
    expectProperty(
      orders[0] != orders[1] && orders[1] != orders[2], "each epoch has an order of its own",
      mistake: NetworkSlip.shuffledOnce)
  }

  func expectOrdersOfGenerator(_ first: [Int]) throws {
    for isSame in [true, false] {
      var generator = SeededGenerator(seed: isSame ? Student.seed : Student.seed &+ 1)
      let probe = try library.makeProbe(factor: 0.5, slip: 1)
      let still = try library.makeSGD(for: probe, learningRate: 0, momentum: 0, weightDecay: 0)
      _ = try train(probe, on: samples, with: still, epochs: 1, batchSize: 4, &generator)
      try expectProperty(
        (order(probe.events()) == first) == isSame,
        isSame ? "equal generators give equal orders" : "other generators give other orders",
        mistake: NetworkSlip.trainingGenerator)
    }
  }

  // A factor before a linear layer, and one step with all samples, which goes far.
  func expectFirstLearns(_ generator: inout SeededGenerator) throws {
    let (weights, bias) = (generator.matrix(3, 3), [0.3, -0.1, 0.2] as Vector)
    let probe = try library.makeProbe(factor: 0.7, slip: 1)
    try probe.setGradients([[[0.01]]])
    let model = try library.makeSequential([probe, library.linear(weights, bias)])
    let sgd = try library.makeSGD(for: model, learningRate: 100, momentum: 0, weightDecay: 0)
    _ = try train(model, on: samples, with: sgd, epochs: 1, batchSize: 10, &generator)
    let logits = 0.7 * matmul(samples.inputs, weights, transposeB: true) + bias
    let slope = meanCrossEntropy(logits, samples.labels).gradient
    let right = 0.7 - 100 * (matmul(slope, weights) * samples.inputs).sum()
    try expect(
      probe.values().entry(0), equals: [[right]],
      "the factor before a linear layer, after a step with all samples and α = 100",
      mistakes: [[[right - 1]]: NetworkSlip.gradientsPileUp])
  }

  // Three samples: of their six orders, twenty in a row are never the same by chance.
  func expectTrainingsGoOn(_ generator: inout SeededGenerator) throws -> Bool {
    let trainings = try (0..<5).map { _ in
      try batches(of: 3, epochs: 40, batchSize: 3, &generator).map { $0.elements.map { Int($0) } }
    }
    return try expectOtherOrders(trainings, length: 20) && expectShuffledBatches(&generator)
  }

  // Single samples, and all at once.
  func expectShuffledBatches(_ generator: inout SeededGenerator) throws -> Bool {
    try [1, 40, 64].allSatisfy { size in
      let parts = try batches(of: 40, epochs: 1, batchSize: size, &generator)
      let order = parts.flatMap { $0.elements.map { Int($0) } }
      return expectProperty(
        order.sorted() == Array(0..<40) && order != Array(0..<40),
        "40 samples in batches of \(size) come once each, in a random order",
        mistake: order == Array(0..<40) ? NetworkSlip.notShuffled : nil)
    }
  }

  // 200 epochs of 100 samples, and one of 4000.
  func expectFairOrders(_ generator: inout SeededGenerator) throws {
    let far = try batches(of: 4000, epochs: 1, batchSize: 1500, &generator)
    guard
      expect(
        far.map(\.rows), equals: [1500, 1500, 1000],
        "the sizes of the batches of 1500 of 4000 samples")
    else { return }
    expectFarOrder(
      far.flatMap { $0.elements.map { Int($0) } }, mistake: NetworkSlip.shuffledNearby)
    let parts = try batches(of: 100, epochs: 200, batchSize: 64, &generator)
    let areCut = parts.enumerated().allSatisfy { $1.rows == ($0 % 2 == 0 ? 64 : 36) }
    guard
      expectProperty(
        areCut, "100 samples are cut into a batch of 64 and one of 36, in each epoch")
    else { return }
    ExerciseTesting.expectFairOrders(
      stride(from: 0, to: parts.count, by: 2).map {
        (parts[$0].elements + parts[$0 + 1].elements).map { Int($0) }
      })
  }
}
