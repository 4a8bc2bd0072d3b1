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
      let probe = try library.makeProbe(factor: 0.5, slip: 1)
      try probe.setGradients([[[100]]])
      let optimizer = try library.makeSGD(
        for: probe, learningRate: 0.2, momentum: 0.5, weightDecay: 0.125)
      var (generator, start) = (
        SeededGenerator(seed: Student.seed), SeededGenerator(seed: Student.seed)
      )
      let history = try train(
        probe, on: samples, with: optimizer, epochs: 3, batchSize: 4, &generator)
      let events = try probe.events()
      let sizes = events.filter { $0.kind == .forward }.map(\.matrix.rows)
      guard
        expectProperty(
          events.first?.kind == .training,
          "the first thing that the model is asked for is its mode", mistake: Slip.noTrainingMode),
        expect(
          sizes, equals: [4, 4, 2, 4, 4, 2, 4, 4, 2],
          "the sizes of the batches of 10 samples in three epochs",
          mistakes: [
            [4, 4, 4, 4, 4, 4]: Slip.lastBatchDropped, [4, 6, 4, 6, 4, 6]: Slip.lastBatchMerged,
            [2, 4, 4, 2, 4, 4, 2, 4, 4]: Slip.lastBatchFirst,
            sizes.indices.map { [4, 4, 4, 4, 2, 2][$0 % 6] }: Slip.twoForwards,
          ])
      else { return }
      expectOrders(order(events))
      expectSteps(events, history)
      expectProperty(
        generator.next() != start.next(), "the generator has moved on after training",
        mistake: Slip.trainingGenerator)
      try expectOrdersOfGenerator(Array(order(events).prefix(10)))
      try expectFirstLearns(&generator)
      guard try expectTrainingsGoOn(&generator) else { return }
      try expectFairOrders(&generator)
    }

    let samples = Samples()

    func train(
      _ model: any Module, on samples: Samples, with optimizer: any ModuleOptimizer, epochs: Int,
      batchSize: Int, _ generator: inout SeededGenerator
    ) throws -> [Double] {
      try library.train(
        model, inputs: samples.inputs, labels: samples.labels, with: optimizer, epochs: epochs,
        batchSize: batchSize, using: &generator)
    }

    /// What goes forward in a training on samples that are the numbers from 0.
    func batches(
      of count: Int, epochs: Int, batchSize: Int, _ generator: inout SeededGenerator
    ) throws -> [Matrix] {
      let probe = try library.makeProbe(factor: 1, slip: 1)
      let still = try library.makeSGD(for: probe, learningRate: 0.1, momentum: 0, weightDecay: 0)
      _ = try library.train(
        probe, inputs: Matrix(rows: count, columns: 1) { n, _ in Double(n) },
        labels: Array(repeating: 0, count: count), with: still, epochs: epochs,
        batchSize: batchSize, using: &generator)
      return try probe.events().filter { $0.kind == .forward }.map(\.matrix)
    }

    /// Follows the factor through the batches, and compares every call.
    func expectSteps(_ events: [ProbeEvent], _ history: [Double]) {
      let forwards = events.filter { $0.kind == .forward }
      let backwards = events.filter { $0.kind == .backward }
      guard expect(backwards.count, equals: 9, "the number of backward passes in 9 batches") else {
        return
      }
      var (factor, velocity, losses) = (0.5, 0.0, [Double]())
      for (k, (forward, backward)) in zip(forwards, backwards).enumerated() {
        let batch = samples.indices(of: forward.matrix)
        guard expectProperty(!batch.contains(-1), "batch \(k + 1) has samples only") else { return }
        let (inputs, labels) = (forward.matrix, batch.map { samples.labels[$0] })
        func cost(_ labels: [Int]) -> LossAndGradient {
          meanCrossEntropy(forward.factor * inputs, labels)
        }
        let right = cost(labels)
        let unordered = cost(Array(samples.labels[(4 * (k % 3))...].prefix(batch.count)))
        guard
          expect(
            forward.factor, equals: factor, "the model's factor before batch \(k + 1)",
            mistakes: k == 1 ? [0.5: Slip.noStep] : [:]),
          expect(
            backward.matrix, equals: right.gradient,
            "the upstream gradient of batch \(k + 1), samples \(batch)",
            mistakes: [
              unordered.gradient: Slip.labelsApart,
              Double(batch.count) * right.gradient: Slip.gradientSummed,
            ]),
          expectProperty(
            backward.gradient == 0, "the gradient is 0 before the backward pass of batch \(k + 1)",
            mistake: Slip.gradientsPileUp)
        else { return }
        velocity = 0.5 * velocity + (right.gradient * inputs).sum() + 0.125 * factor
        factor -= 0.2 * velocity
        losses.append(right.loss)
      }
      func epochs(_ body: (ArraySlice<Double>) -> Double) -> Vector {
        Vector((0..<3).map { body(losses[3 * $0..<3 * $0 + 3]) })
      }
      let sums = epochs { zip($0, [4.0, 4, 2]).reduce(0) { $0 + $1.0 * $1.1 } }
      expect(
        Vector(history), equals: sums / 10, "the history of three epochs",
        mistakes: [
          epochs { $0.reduce(0, +) / 3 }: Slip.meanOfMeans,
          epochs { $0.reduce(0, +) }: Slip.lossSum,
          sums: Slip.lossSum, epochs { $0.last ?? 0 }: Slip.lastBatchOnly,
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
      let corners = Samples(
        inputs: [[-1, -1], [-1, 1], [1, -1], [1, 1]], labels: [0, 1, 1, 0])
      let model = try library.makeSequential([
        library.makeLinear(inputs: 2, outputs: 16, using: &generator), library.makeTanh(),
        library.makeLinear(inputs: 16, outputs: 2, using: &generator),
      ])
      let adam = try library.makeAdam(
        for: model, learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      let losses = try train(model, on: corners, with: adam, epochs: 300, batchSize: 4, &generator)
      expect(losses.count, equals: 300, "the number of losses in the history of XOR")
      expectProperty(
        (losses.last ?? .nan) < 0.05,
        "after 300 epochs the loss on XOR is below 0.05; yours is \(losses.last ?? .nan)")
      try expect(
        library.predictedLabels(of: model, inputs: corners.inputs), equals: corners.labels,
        "the predictions for XOR")
      try expectDigitsLearnt(&generator)
    }

    func expectDigitsLearnt(_ generator: inout SeededGenerator) throws {
      let (digits, others) = (Samples.digits(200, &generator), Samples.digits(100, &generator))
      let network = try library.makeSequential([
        library.makeLinear(inputs: 64, outputs: 32, using: &generator), library.makeReLU(),
        library.makeDropout(rate: 0.1, seed: 5),
        library.makeLinear(inputs: 32, outputs: 10, using: &generator),
      ])
      let sgd = try library.makeSGD(
        for: network, learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4)
      let history = try train(network, on: digits, with: sgd, epochs: 30, batchSize: 20, &generator)
      expectProperty(
        history.count == 30 && history[0] > 0.3 && history[29] < 0.15,
        "the mean loss on digits falls below 0.15; yours went from \(history.first ?? .nan) "
          + "to \(history.last ?? .nan)")
      let predictions = try library.predictedLabels(of: network, inputs: others.inputs)
      let right = zip(predictions, others.labels).count { $0 == $1 }
      expectProperty(
        right >= 85, "of 100 new digits at least 85 are recognised; yours are \(right)")
    }

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
        equals: [1, 0, 1], mistakes: [[1, 2, 2]: Slip.lastLargest])
      let many = (0..<1100).map { $0 * 7 % 5 }
      try expect(
        library.predictedLabels(
          of: probe, inputs: Matrix(rows: many.map { Vector.basis($0, count: 5) })), equals: many,
        "the predictions for 1100 samples")
      let events = try probe.events()
      expectProperty(
        events.first?.kind == .evaluation
          && events.last { $0.kind != .forward }?.kind == .evaluation,
        "predictions are made in evaluation mode, and the model stays in it",
        mistake: Slip.noEvaluationMode)
      try expectNearlyEqualOutputs(probe)
      try expectLimitsOfTraining(probe)
      try expectConcepts()
    }

    // Rows in which one output is larger by one unit in the last place, or two are, above or below 0.
    func expectNearlyEqualOutputs(_ probe: any Module) throws {
      for (k, classes) in Sweep.counts.enumerated() {
        let places = Sweep.places(in: classes)
        let rest = 3.3 * Sweep.magnitudes[k % 7]
        let rows = [rest, -rest].flatMap { rest in
          places.flatMap { place in
            [place, classes - 1].map { other in
              Vector((0..<classes).map { [place, other].contains($0) ? rest.nextUp : rest })
            }
          }
        }
        // The last row is far away from the others, and decides nothing in them.
        try expect(
          library.predictedLabels(
            of: probe, inputs: Matrix(rows: rows + [1e15 * Vector.ones(classes)])),
          equals: (places + places).flatMap { [$0, $0] } + [0],
          "the predictions for \(classes) outputs, of which one or two are a little larger")
      }
    }

    // The probe doubles, is in evaluation mode at first, and learns nothing.
    func expectLimitsOfTraining(_ probe: any ProbeModule) throws {
      var generator = SeededGenerator(seed: Student.seed)
      let still = try library.makeSGD(for: probe, learningRate: 0, momentum: 0, weightDecay: 0)
      func train(_ labels: [Int], _ epochs: Int, _ batchSize: Int, rows: Int = 10) throws -> Vector
      {
        let samples = Samples(inputs: samples.inputs[rows: ..<rows], labels: labels)
        return try Vector(
          self.train(
            probe, on: samples, with: still, epochs: epochs, batchSize: batchSize, &generator))
      }
      let labels = samples.labels
      try expect(train(labels, 0, 4).count, equals: 0, "the length of a history of 0 epochs")
      let mode = try probe.events().last?.kind
      expectProperty(
        mode == .training, "0 epochs put the model into training mode as well",
        mistake: Slip.noTrainingMode)
      let whole = meanCrossEntropy(2 * samples.inputs, labels).loss
      for batchSize in [64, 1] {
        try expect(
          train(labels, 2, batchSize), equals: [whole, whole],
          "the history of 10 samples in batches of \(batchSize), with the learning rate 0")
      }
      try expect(
        train([2], 1, 1, rows: 1),
        equals: [meanCrossEntropy(2 * samples.inputs[rows: ..<1], [2]).loss],
        "the history of one sample")
      try expectInvalidInput(naming: "epochs", for: [-1]) { try train(labels, $0, 4) }
      try expectInvalidInput(naming: "batchSize", for: [0, -2]) { try train(labels, 1, $0) }
      try expectInvalidInput(naming: "labels", for: [[], [0, 1], labels + [0]]) {
        try train($0, 1, 4)
      }
      try expectInvalidInput(naming: "inputs") { try train([], 1, 4, rows: 0) }
    }

    func expectConcepts() throws {
      try conceptCheck {
        try expect(
          library.parameterCount(layerSizes: [784, 128, 64, 10]), equals: 109386,
          mistakes: [
            109184: Slip.biasesForgotten, 986: Slip.unitsCounted, 202: Slip.unitsCounted,
            110_170: "the inputs have no bias",
          ])
        try expect(library.parameterCount(layerSizes: [3, 5]), equals: 20)
        try expect(library.parameterCount(layerSizes: [1, 1]), equals: 2)
        try expect(library.parameterCount(layerSizes: [5, 300, 2, 7, 1]), equals: 2431)
        try expect(
          library.parameterCount(layerSizes: Array(repeating: 3, count: 40)), equals: 39 * 12)
      }
      let bad: [[Int]] = [[], [3], [3, 0], [-1, 2], [0, 3], [2, 0, 3]]
      try expectInvalidInput(naming: "layerSizes", for: bad) {
        try library.parameterCount(layerSizes: $0)
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
      try expectInvalidInput(naming: "classes", for: [0, -3]) {
        try library.initialLoss(classes: $0)
      }
      try conceptCheck {
        for kind in ModuleKind.allCases {
          try expect(library.changesInEvaluation(kind), equals: kind == .dropout)
        }
      }
    }
  }
}
