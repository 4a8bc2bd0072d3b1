import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: training", .part(7))
  struct NetworkLibraryTrainingTests {
    let library = Student.answer.networkLibrary

    // The model is a probe, a single factor, which writes down each batch. So the order may be any:
    // what the batches ought to do to the factor, and the losses, are computed from the batches.
    @Test(
      "Training goes through all samples in batches, in a new order each epoch",
      .hint(
        "After which calls is the gradient zero, and how many samples does an epoch's last batch have?"
      ))
    func batches() throws {
      let samples = Samples()
      let probe = try library.makeProbe(factor: 0.5, slip: 1)
      try probe.setGradients([[[100]]])
      let optimizer = try library.makeSGD(
        for: probe, learningRate: 0.2, momentum: 0.5, weightDecay: 0.125)
      var generator = SeededGenerator(seed: Student.seed)
      let start = generator
      var untouched = generator
      let history = try library.train(
        probe, inputs: samples.inputs, labels: samples.labels, with: optimizer, epochs: 3,
        batchSize: 4, using: &generator)
      let events = try probe.events()
      expectProperty(
        events.first?.kind == .training, "the first thing that the model is asked for is its mode",
        mistake: NetworkSlip.noTrainingMode)
      guard events.first?.kind == .training else { return }

      let forwards = events.filter { $0.kind == .forward }
      let isCut = expect(
        forwards.map(\.matrix.rows), equals: [4, 4, 2, 4, 4, 2, 4, 4, 2],
        "the sizes of the batches of 10 samples in three epochs",
        mistakes: [
          [4, 4, 4, 4, 4, 4]: NetworkSlip.lastBatchDropped,
          [4, 6, 4, 6, 4, 6]: NetworkSlip.lastBatchMerged,
          [2, 4, 4, 2, 4, 4, 2, 4, 4]: NetworkSlip.lastBatchFirst,
          [4, 4, 4, 4, 2, 2, 4, 4, 4, 4, 2, 2, 4, 4, 4, 4, 2, 2]: NetworkSlip.twoForwards,
        ])
      guard isCut else { return }
      let batches = forwards.map { samples.indices(of: $0.matrix) }
      let orders = (0..<3).map { Array(batches[3 * $0..<3 * $0 + 3].joined()) }
      for order in orders {
        expectProperty(
          order.sorted() == Array(0..<10), "each sample comes up once in an epoch",
          mistake: order.contains(-1) ? nil : NetworkSlip.withReplacement)
      }
      expectProperty(
        orders.allSatisfy { $0 != Array(0..<10) }, "the order is a random one",
        mistake: NetworkSlip.notShuffled)
      expectProperty(
        orders[0] != orders[1] && orders[1] != orders[2], "each epoch has an order of its own",
        mistake: NetworkSlip.shuffledOnce)
      expectProperty(
        generator.next() != untouched.next(),
        "the generator has moved on after training", mistake: NetworkSlip.trainingGenerator)
      // Rows that are none of the samples have been said above.
      guard !orders.joined().contains(-1) else { return }
      expectSteps(events, batches, history, samples)

      for isSame in [true, false] {
        var other = isSame ? start : SeededGenerator(seed: Student.seed &+ 1)
        let again = try library.makeProbe(factor: 0.5, slip: 1)
        let still = try library.makeSGD(for: again, learningRate: 0, momentum: 0, weightDecay: 0)
        _ = try library.train(
          again, inputs: samples.inputs, labels: samples.labels, with: still, epochs: 1,
          batchSize: 4, using: &other)
        let order = try again.events().filter { $0.kind == .forward }
          .flatMap { samples.indices(of: $0.matrix) }
        expectProperty(
          (order == orders[0]) == isSame,
          isSame ? "equal generators give equal orders" : "other generators give other orders",
          mistake: NetworkSlip.trainingGenerator)
      }

      try expectFirstLearns(samples, &generator)

      // 200 epochs of 100 samples, which are the numbers from 0.
      let numbers = try library.makeProbe(factor: 1, slip: 1)
      _ = try library.train(
        numbers, inputs: Matrix(rows: 100, columns: 1) { n, _ in Double(n) },
        labels: Array(repeating: 0, count: 100),
        with: library.makeSGD(for: numbers, learningRate: 0.1, momentum: 0, weightDecay: 0),
        epochs: 200, batchSize: 64, using: &generator)
      let parts = try numbers.events().filter { $0.kind == .forward }.map(\.matrix)
      let areCut = parts.enumerated().allSatisfy { $1.rows == ($0 % 2 == 0 ? 64 : 36) }
      guard
        expectProperty(
          areCut, "100 samples are cut into a batch of 64 and one of 36, in each epoch")
      else { return }
      expectFairOrders(
        stride(from: 0, to: parts.count, by: 2).map {
          (parts[$0].elements + parts[$0 + 1].elements).map { Int($0) }
        })
    }

    // A factor before a linear layer, and one step with all samples, which goes far.
    private func expectFirstLearns(
      _ samples: Samples, _ generator: inout SeededGenerator
    ) throws {
      let weights = Matrix.normal(rows: 3, columns: 3, using: &generator)
      let probe = try library.makeProbe(factor: 0.7, slip: 1)
      let model = try library.makeSequential([probe, library.linear(weights, [0.3, -0.1, 0.2])])
      _ = try library.train(
        model, inputs: samples.inputs, labels: samples.labels,
        with: library.makeSGD(for: model, learningRate: 100, momentum: 0, weightDecay: 0),
        epochs: 1, batchSize: 10, using: &generator)
      let logits = 0.7 * matmul(samples.inputs, weights, transposeB: true) + [0.3, -0.1, 0.2]
      let slope = meanCrossEntropy(logits, samples.labels).gradient
      try expect(
        probe.values().entry(0),
        equals: [[0.7 - 100 * (matmul(slope, weights) * samples.inputs).sum()]],
        "the factor before a linear layer, after a step with all samples and α = 100")
    }

    /// Follows the factor through the batches, and compares every call.
    private func expectSteps(
      _ events: [ProbeEvent], _ batches: [[Int]], _ history: [Double], _ samples: Samples
    ) {
      let forwards = events.filter { $0.kind == .forward }
      let backwards = events.filter { $0.kind == .backward }
      guard expect(backwards.count, equals: 9, "the number of backward passes in 9 batches") else {
        return
      }
      var (factor, velocity, losses) = (0.5, 0.0, [Double]())
      for (k, batch) in batches.enumerated() {
        let isInPlace = expect(
          forwards[k].factor, equals: factor, "the model's factor before batch \(k + 1)",
          mistakes: k == 1 ? [0.5: NetworkSlip.noStep] : [:])
        let inputs = samples.inputs.gather(rows: batch)
        let labels = batch.map { samples.labels[$0] }
        let right = meanCrossEntropy(forwards[k].factor * inputs, labels)
        let isPaired = expect(
          backwards[k].matrix, equals: right.gradient,
          "the upstream gradient of batch \(k + 1), samples \(batch)",
          mistakes: [
            meanCrossEntropy(
              forwards[k].factor * inputs,
              Array(samples.labels[(4 * (k % 3))...].prefix(batch.count))
            ).gradient: NetworkSlip.labelsApart,
            Double(batch.count) * right.gradient: NetworkSlip.gradientSummed,
          ])
        let isClear = expectProperty(
          backwards[k].gradient == 0,
          "the gradient is 0 before the backward pass of batch \(k + 1)",
          mistake: NetworkSlip.gradientsPileUp)
        guard isInPlace, isPaired, isClear else { return }
        velocity = 0.5 * velocity + (right.gradient * inputs).sum() + 0.125 * factor
        factor -= 0.2 * velocity
        losses.append(right.loss)
      }
      func epochs(_ body: (ArraySlice<Double>) -> Double) -> Vector {
        Vector((0..<3).map { body(losses[3 * $0..<3 * $0 + 3]) })
      }
      func weighted(_ part: ArraySlice<Double>) -> Double {
        zip(part, [4.0, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 }
      }
      expect(
        Vector(history), equals: epochs { weighted($0) / 10 }, "the history of three epochs",
        mistakes: [
          epochs { $0.reduce(0, +) / 3 }: NetworkSlip.meanOfMeans,
          epochs { $0.reduce(0, +) }: NetworkSlip.lossSum,
          epochs(weighted): NetworkSlip.lossSum,
          epochs { $0.last ?? 0 }: NetworkSlip.lastBatchOnly,
        ])
    }

    // XOR is the smallest problem that a linear model can't learn: its loss stays at log 2. Digits of
    // seven segments, shifted and noisy, are learnt by a network with dropout; a third of them is
    // kept for the test.
    @Test(
      "The library learns XOR, and a small set of digits", .processorSeconds(10),
      .hint("Does the gradient check find an error in one of your modules?"))
    func learning() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let corners: Matrix = [[-1, -1], [-1, 1], [1, -1], [1, 1]]
      let model = try library.makeSequential([
        library.makeLinear(inputs: 2, outputs: 16, using: &generator), library.makeTanh(),
        library.makeLinear(inputs: 16, outputs: 2, using: &generator),
      ])
      let adam = try library.makeAdam(
        for: model, learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      let losses = try library.train(
        model, inputs: corners, labels: [0, 1, 1, 0], with: adam, epochs: 300, batchSize: 4,
        using: &generator)
      expect(losses.count, equals: 300, "the number of losses in the history of XOR")
      expectProperty(
        (losses.last ?? .nan) < 0.05,
        "after 300 epochs the loss on XOR is below 0.05; yours is \(losses.last ?? .nan)")
      try expect(
        library.predictedLabels(of: model, inputs: corners), equals: [0, 1, 1, 0],
        "the predictions for XOR")

      let digits = Digits(count: 300, &generator)
      let network = try library.makeSequential([
        library.makeLinear(inputs: 64, outputs: 32, using: &generator), library.makeReLU(),
        library.makeDropout(rate: 0.1, seed: 5),
        library.makeLinear(inputs: 32, outputs: 10, using: &generator),
      ])
      let sgd = try library.makeSGD(
        for: network, learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4)
      let history = try library.train(
        network, inputs: digits.images[rows: ..<200], labels: Array(digits.labels[..<200]),
        with: sgd, epochs: 30, batchSize: 20, using: &generator)
      expectProperty(
        history.count == 30 && history[0] > 0.3 && history[29] < 0.15,
        "the mean loss on digits falls below 0.15; yours went from \(history.first ?? .nan) "
          + "to \(history.last ?? .nan)")
      let predictions = try library.predictedLabels(
        of: network, inputs: digits.images[rows: 200...])
      let right = zip(predictions, digits.labels[200...]).count { $0 == $1 }
      expectProperty(
        right >= 85, "of 100 new digits at least 85 are recognised; yours are \(right)")
    }

    // Rows in which one output is larger by one unit in the last place, or two are, above or below 0.
    // 784-128-64-10: 128·785 + 64·129 + 10·65. K equal probabilities: −log(1/K). Predictions are made
    // in evaluation mode; training with 0 epochs or one big batch is allowed.
    @Test(
      "Predictions, limits of training, and concept checks",
      .hint(
        "For the number of parameters: how many arrows end at one unit of a layer, the one from the "
          + "constant 1 included?"))
    func predictionsAndConcepts() throws {
      let probe = try library.makeProbe(factor: 2, slip: 1)
      try expect(
        library.predictedLabels(of: probe, inputs: [[1, 3, 2], [4, -1, 4], [-2, -1, -1]]),
        equals: [1, 0, 1],
        mistakes: [[1, 2, 2]: NetworkSlip.lastLargest])
      let events = try probe.events()
      expectProperty(
        events.first?.kind == .evaluation
          && events.last { $0.kind != .forward }?.kind == .evaluation,
        "predictions are made in evaluation mode, and the model stays in it",
        mistake: NetworkSlip.noEvaluationMode)

      for (k, classes) in Sweep.counts.enumerated() {
        let rest = 3.3 * Sweep.magnitudes[k % 7]
        let places = Sweep.places(in: classes)
        let rows = [rest, -rest].flatMap { rest in
          places.flatMap { place in
            [place, classes - 1].map { other in
              Vector((0..<classes).map { [place, other].contains($0) ? rest.nextUp : rest })
            }
          }
        }
        try expect(
          library.predictedLabels(of: probe, inputs: Matrix(rows: rows)),
          equals: (places + places).flatMap { [$0, $0] },
          "the predictions for \(classes) outputs, of which one or two are a little larger")
      }

      let samples = Samples()
      var generator = SeededGenerator(seed: Student.seed)
      let still = try library.makeSGD(for: probe, learningRate: 0, momentum: 0, weightDecay: 0)
      func train(_ labels: [Int], _ epochs: Int, _ batchSize: Int, rows: Int = 10) throws
        -> [Double]
      {
        try library.train(
          probe, inputs: samples.inputs[rows: ..<rows], labels: labels, with: still, epochs: epochs,
          batchSize: batchSize, using: &generator)
      }
      try expect(
        train(samples.labels, 0, 4).count, equals: 0, "the length of a history of 0 epochs")
      let whole = meanCrossEntropy(2 * samples.inputs, samples.labels).loss
      try expect(
        Vector(train(samples.labels, 2, 64)), equals: [whole, whole],
        "the history with a batch size larger than the set, and the learning rate 0")
      try expect(
        Vector(train(samples.labels, 2, 1)), equals: [whole, whole],
        "the history with batches of one sample, and the learning rate 0")
      try expect(
        Vector(train([2], 1, 1, rows: 1)),
        equals: [meanCrossEntropy(2 * samples.inputs[rows: ..<1], [2]).loss],
        "the history of one sample")
      try expectInvalidInput(naming: "epochs", value: "-1") { try train(samples.labels, -1, 4) }
      for size in [0, -2] {
        try expectInvalidInput(naming: "batchSize", value: "\(size)") {
          try train(samples.labels, 1, size)
        }
      }
      for labels in [[], [0, 1], samples.labels + [0]] {
        try expectInvalidInput(naming: "labels") { try train(labels, 1, 4) }
      }
      try expectInvalidInput(naming: "inputs") { try train([], 1, 4, rows: 0) }

      try conceptCheck {
        try expect(
          library.parameterCount(layerSizes: [784, 128, 64, 10]), equals: 109386,
          mistakes: [
            109184: NetworkSlip.biasesForgotten, 986: NetworkSlip.unitsCounted,
            202: NetworkSlip.unitsCounted, 110_170: "the inputs have no bias",
          ])
        try expect(library.parameterCount(layerSizes: [3, 5]), equals: 20)
        try expect(library.parameterCount(layerSizes: [1, 1]), equals: 2)
        try expect(library.parameterCount(layerSizes: [5, 300, 2, 7, 1]), equals: 2431)
      }
      for sizes in [[], [3], [3, 0], [-1, 2], [0, 3], [2, 0, 3]] {
        try expectInvalidInput(naming: "layerSizes") {
          try library.parameterCount(layerSizes: sizes)
        }
      }
      try conceptCheck {
        try expect(
          library.initialLoss(classes: 10), equals: 2.302585092994046,
          mistakes: [
            3.321928094887362: "the logarithm is the natural one", 0.1: "the loss is −log of that",
            -2.302585092994046:
              "the probability 1/K has a negative logarithm; the loss is minus that",
          ])
        try expect(library.initialLoss(classes: 1), equals: 0)
        try expect(library.initialLoss(classes: 300), equals: 5.703782474656201)
      }
      for classes in [0, -3] {
        try expectInvalidInput(naming: "classes", value: "\(classes)") {
          try library.initialLoss(classes: classes)
        }
      }
      try conceptCheck {
        for kind in ModuleKind.allCases {
          try expect(library.changesInEvaluation(kind), equals: kind == .dropout)
        }
      }
    }
  }
}

/// Ten samples of three numbers, all different, with labels that don't follow their order.
private struct Samples {
  let inputs = Matrix(rows: 10, columns: 3) { n, k in
    [0.5, -1, 1.5][k] * Double((7 * n + 3 * k) % 10 - 4) + 0.125 * Double(n)
  }
  let labels = [2, 0, 1, 1, 0, 2, 2, 1, 0, 1]

  /// Which samples the rows are; −1 for a row that is none.
  func indices(of rows: Matrix) -> [Int] {
    (0..<rows.rows).map { n in
      (0..<10).first { inputs.row($0) == rows.row(n) } ?? -1
    }
  }
}

/// Pictures of 8 × 8 pixels of the digits of a pocket calculator, half of them shifted by a pixel,
/// with noise.
private struct Digits {
  let images: Matrix
  let labels: [Int]

  init(count: Int, _ generator: inout SeededGenerator) {
    labels = (0..<count).map { _ in Int(generator.next() % 10) }
    images = Matrix(
      rows: labels.map { label in
        let right = Int(generator.next() % 2)
        var pixels = Vector.normal(count: 64, standardDeviation: 0.2, using: &generator)
        for (row, column) in Self.pixels(of: label) {
          pixels[8 * row + column + right] += 1
        }
        return pixels
      })
  }

  /// The segments: top, upper left, upper right, middle, lower left, lower right, bottom.
  private static let segments = [
    "1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010",
    "1111111", "1111011",
  ]

  private static func pixels(of digit: Int) -> [(Int, Int)] {
    let places: [[(Int, Int)]] = [
      [(1, 3), (1, 4)], [(2, 2), (3, 2)], [(2, 5), (3, 5)], [(4, 3), (4, 4)],
      [(5, 2), (4, 2)], [(5, 5), (4, 5)], [(6, 3), (6, 4)],
    ]
    return zip(segments[digit], places).flatMap { $0 == "1" ? $1 : [] }
  }
}
