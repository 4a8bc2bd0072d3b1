import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Prediction, mini-batches and the concept check.

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: use", .part(4))
  struct MultilayerPerceptronUseTests {
    let perceptron = Student.answer.multilayerPerceptron

    // softmax of the logits, the share of right classes, the cost. With W = I the logits are the
    // inputs: ties go to the lowest class, and logits of ±1e4 have probabilities.

    @Test(
      "A prediction has probabilities, the accuracy and the cost",
      .hint("Is your accuracy a share or a count, and who wins when two logits are equal?"))
    func predict() throws {
      let (samples, parameters) = (ReferenceNetwork.samples, ReferenceNetwork.parameters)
      let prediction = try perceptron.predict(
        samples: samples, parameters: parameters, activation: .tanh)
      let logits = ReferenceNetwork.all.first { $0.activation == .tanh }!.logits
      expect(
        prediction.probabilities,
        equals: [
          [0.4310833033711863, 0.06843335237733723, 0.5004833442514764],
          [0.36354680079040935, 0.5829801867712027, 0.053473012438388],
        ], "probabilities",
        mistakes: [
          logits: Slip.logitsGiven, sigmoid(logits): Slip.sigmoidOutput,
          overSamples(logits): MLPSlip.softmaxOverSamples.sentence,
        ])
      let cost = 1.8850160605139654
      expect(prediction.cost, equals: cost, "cost", mistakes: [2 * cost: Slip.sum])
      expect(prediction.accuracy, equals: 0, "accuracy of 2 samples")
      guard try expectPredictions() else { return }
      try expectPlaces()
      try expectLargeLogits()
      try expectLargeCosts()
    }

    /// The softmax of each column.
    private func overSamples(_ logits: Matrix) -> Matrix {
      MLPReference.softmax(logits.transposed()).transposed()
    }

    private func expectPredictions() throws -> Bool {
      let shapes = [
        (16, [4, 6, 3]), (1, [2, 2, 2]), (300, [3, 5]), (5, [1, 1, 4]), (7, [3, 4, 1]),
      ]
      let problems = shapes.enumerated().flatMap { index, shape in
        HiddenActivation.allCases.map {
          MLPProblem(
            draw: 60 + UInt64(index), sizes: shape.1, samples: shape.0, activation: $0,
            isSmooth: false)
        }
      }
      let predictions = try problems.map {
        try perceptron.predict(
          samples: $0.samples, parameters: $0.parameters, activation: $0.activation)
      }
      let right = problems.map { $0.network.accuracy($0.samples) }
      let names: [(sentence: String, (Int) -> Double)] = [
        (Slip.hits, { right[$0] * Double(problems[$0].labels.count) }),
        (Slip.percent, { 100 * right[$0] }), (Slip.errors, { 1 - right[$0] }),
      ]
      let name = names.first { _, model in
        right.indices.allSatisfy { abs(predictions[$0].accuracy - model($0)) < 1e-9 }
      }
      return problems.indices.allSatisfy { index in
        let (problem, prediction) = (problems[index], predictions[index])
        let logits = problem.network.logits(of: problem.inputs)
        let what = "of \(problem.labels.count) samples"
        return expect(
          prediction.accuracy, equals: right[index], "accuracy \(what)",
          mistakes: name.map { [prediction.accuracy: $0.sentence] } ?? [:])
          && expect(
            prediction.probabilities, equals: MLPReference.softmax(logits), "probabilities \(what)",
            tolerance: .relative(1e-11),
            mistakes: [overSamples(logits): MLPSlip.softmaxOverSamples.sentence])
          && expect(prediction.cost, equals: problem.network.cost(problem.samples), "cost \(what)")
      }
    }

    /// A network whose logits are its inputs.
    func predict(_ logits: Matrix, labels: [Int]) throws -> NetworkPrediction {
      let k = logits.columns
      return try perceptron.predict(
        samples: LabelledSamples(inputs: logits, labels: labels),
        parameters: NetworkParameters(weights: [.identity(k)], biases: [.zeros(k)]),
        activation: .relu)
    }

    private func expectLargeLogits() throws {
      let extreme = try predict(
        [[1e4, 1e4, -1e4], [2, 7, 7], [5, 5, 5], [0, -1e4, 1e4], [-1e4, -1e4, -2e4]],
        labels: [0, 1, 2, 2, 0])
      let yours = extreme.probabilities
      expect(
        yours,
        equals: [
          [0.5, 0.5, 0], [0.0033576616265026146, 0.4983211691867487, 0.4983211691867487],
          [1.0 / 3, 1.0 / 3, 1.0 / 3], [0, 0, 1], [0.5, 0.5, 0],
        ], "probabilities for logits of ±1e4",
        mistakes: yours.normInfinity().isFinite ? [:] : [yours: Slip.notShiftedLogits])
      expect(
        extreme.accuracy, equals: 0.8, "accuracy where the largest logit is not the only one",
        mistakes: [0.4: Slip.lastOfTie])
    }

    // The largest logit stands at each place, is beaten by a hair, or has an equal at another place. The
    // others' probabilities are e⁻³⁰⁰, to their own digits.
    private func expectPlaces() throws {
      let k = 5
      func logits(_ changes: [Int: Double]) -> Matrix {
        Matrix(rows: 1, columns: k) { changes[$1] ?? 0.3 }
      }
      for i in 0..<k {
        let alone = try predict(logits([i: 300.3]), labels: [i]).probabilities.row(0)
        expect(
          Vector((0..<k).filter { $0 != i }.map { alone[$0] }), equals: exp(-300) * .ones(k - 1),
          "the other probabilities where logit \(i) is larger by 300", tolerance: .relative(1e-9))
        for j in 0..<k where j > i {
          let (tie, close) = (logits([i: 0.7, j: 0.7]), logits([i: 0.7, j: 0.7.nextUp]))
          let beside = Matrix(rows: [close.row(0), 1e9 * Vector.basis(0, count: k)])
          try expect(
            predict(tie, labels: [i]).accuracy, equals: 1,
            "the accuracy for the logits \(tie) and the label \(i)", mistakes: [0: Slip.lastOfTie])
          try expect(
            predict(close, labels: [j]).accuracy, equals: 1,
            "the accuracy for \(close), of which logit \(j) is the largest by a hair, and the label \(j)"
          )
          try expect(
            predict(beside, labels: [j, 0]).accuracy, equals: 1,
            "the accuracy for \(beside) and the labels \(j) and 0")
        }
      }
    }

    // Row i has the label 100 + i, so that every pair can be told.

    @Test(
      "Mini-batches hold every sample once, beside its label, in random order",
      .hint("Of 11 samples in batches of 4, how large is the last batch?"))
    func miniBatches() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 70)
      for (n, size) in [
        (11, 4), (12, 4), (5, 1), (6, 10), (1, 1), (2, 1), (300, 64), (20, 1), (20, 20), (20, 64),
      ] {
        let what = "\(n) samples in batches of \(size)"
        let batches = try batches(of: n, size, &generator)
        guard expectSizes(batches.map(\.labels.count), n, size, what),
          let order = order(in: batches, what),
          expect(
            order.sorted(), equals: Array(0..<n), "the samples in all batches, sorted, for \(what)",
            mistakes: Set(order).count < n ? [order.sorted(): Slip.replacement] : [:])
        else { return }
      }
      try expectRandomOrders(&generator)
    }

    private func batches(
      of n: Int, _ size: Int, _ generator: inout SeededGenerator
    ) throws -> [LabelledSamples] {
      try perceptron.randomMiniBatches(samples: coded(n), batchSize: size, using: &generator)
    }

    private func expectSizes(_ sizes: [Int], _ n: Int, _ size: Int, _ what: String) -> Bool {
      let (full, rest) = (Array(repeating: size, count: n / size), n % size)
      let mistakes: KeyValuePairs<[Int], String> = [
        full: Slip.dropped, full + [size]: Slip.padded,
        full.dropLast() + [size + rest]: Slip.merged, [rest] + full: Slip.smallFirst,
      ]
      return expect(
        sizes, equals: rest == 0 ? full : full + [rest], "the sizes of the batches for \(what)",
        mistakes: rest == 0 ? [:] : mistakes)
    }

    private func expectRandomOrders(_ generator: inout SeededGenerator) throws {
      var copy = generator
      let first = try batches(of: 12, 4, &generator)
      let again = try batches(of: 12, 4, &copy)
      let second = try batches(of: 12, 4, &generator)
      let isInBlocks = first.allSatisfy { batch in
        let start = batch.labels.first ?? 0
        return batch.labels == Array(start..<start + 4)
      }
      guard
        expectProperty(
          first.flatMap(\.labels) != Array(100..<112), "the order is random",
          mistake: Slip.notShuffled),
        expectProperty(
          !isInBlocks, "the samples of a batch come from all places", mistake: Slip.blocks),
        expectProperty(
          first == again, "equal generators give equal batches", mistake: Slip.otherGenerator),
        expectProperty(
          first != second, "the next order is another one", mistake: Slip.generatorCopied)
      else { return }
      for size in [1, 20, 64] {
        let order = numbers(in: try batches(of: 20, size, &generator))
        expectProperty(
          order != Array(0..<20), "the order is random for 20 samples in batches of \(size)",
          mistake: Slip.notShuffled)
      }
      try expectAllOrders(&generator)
    }

    // 600 orders of four samples: each of the 24 is expected 25 times. χ² of 23 degrees of freedom is above
    // the limit once in 10¹¹ runs. Then orders of 100 samples, and one of 4000.
    private func expectAllOrders(_ generator: inout SeededGenerator) throws {
      var orders: [[Int]: Double] = [:]
      for _ in 0..<600 {
        let batches = try batches(of: 4, 3, &generator)
        orders[batches.flatMap(\.labels), default: 0] += 1
      }
      // All six orders of three samples, but once in 10¹¹ times.
      let few = try Set((0..<150).map { _ in try batches(of: 3, 2, &generator).flatMap(\.labels) })
      guard expect(few.count, equals: 6, "the number of orders of three samples in 150 draws")
      else { return }
      let missing = Double(24 - orders.count) * 25
      let chiSquare = orders.values.reduce(missing) { $0 + ($1 - 25) * ($1 - 25) / 25 }
      guard
        expectProperty(
          chiSquare < 110,
          "the 24 orders of four samples come up about 25 times each in 600 draws, where "
            + "\(orders.count) of them come up, from \(Int(orders.values.min() ?? 0)) to "
            + "\(Int(orders.values.max() ?? 0)) times", mistake: Slip.fewOrders)
      else { return }
      let isFair = expectFairOrders(
        try (0..<200).map { _ in try numbers(in: batches(of: 100, 7, &generator)) },
        ifBarelyMoved: Slip.fewOrders, ifNobodyStays: Slip.fewOrders)
      let far = try batches(of: 4000, 1500, &generator)
      guard isFair,
        expectSizes(far.map(\.labels.count), 4000, 1500, "4000 samples in batches of 1500")
      else { return }
      expectFarOrder(numbers(in: far), mistake: Slip.fewOrders)
    }

    private func numbers(in batches: [LabelledSamples]) -> [Int] {
      batches.flatMap { $0.labels.map { $0 - 100 } }
    }

    private func coded(_ n: Int) -> LabelledSamples {
      LabelledSamples(
        inputs: Matrix(rows: n, columns: 2) { $1 == 0 ? Double($0) : -0.5 * Double($0 * $0) },
        labels: (0..<n).map { 100 + $0 })
    }

    /// The numbers of the rows, after a look at whether they stand beside their labels.
    private func order(in batches: [LabelledSamples], _ what: String) -> [Int]? {
      let rows = batches.reduce(0) { $0 + $1.inputs.rows }
      let labels = batches.flatMap(\.labels)
      guard
        expect(rows, equals: labels.count, "the number of rows in all batches for \(what)"),
        expect(
          batches.map(\.inputs.columns), equals: batches.map { _ in 2 },
          "the columns of the batches for \(what)")
      else { return nil }
      let inputs = Vector(batches.flatMap { $0.inputs.column(0).elements })
      let others = Vector(batches.flatMap { $0.inputs.column(1).elements })
      let areRows = expect(
        others, equals: -0.5 * inputs * inputs, "the second column of the batches for \(what)",
        tolerance: .exact)
      guard areRows else { return nil }
      let isTogether = expectProperty(
        labels.map { Double($0 - 100) } == inputs.elements,
        "every row has its own label beside it for \(what)", mistake: Slip.apart)
      return isTogether ? inputs.map { Int($0) } : nil
    }

    // Worked out on paper, and observed in exercise 9.

    @Test(
      "Concept check: what learns from zero",
      .hint("What goes into the output layer, and what comes back out of it, if all weights are 0?")
    )
    func learningFromZero() throws {
      for activation in HiddenActivation.allCases {
        let blocks = try perceptron.blocksThatLearn(fromZeroWith: activation)
        let outputs: [NetworkBlock] = [.outputWeights, .outputBiases]
        let right = activation == .sigmoid ? outputs : [.outputBiases]
        let yours = NetworkBlock.allCases.filter(blocks.contains)
        let all = NetworkBlock.allCases
        let mistakes: [[NetworkBlock]: String] = [
          [.outputBiases]: Slip.halfGoesIn, outputs: Slip.weightsStaySmall,
          []: Slip.outputBiasLearns, all: Slip.nothingComesBack,
          [.hiddenBiases, .outputWeights, .outputBiases]: Slip.nothingComesBack,
          [.hiddenBiases, .outputBiases]: Slip.nothingComesBack,
        ]
        let names = yours.map(\.rawValue).joined(separator: ", ")
        expectProperty(
          yours == right,
          "the blocks are those whose gradient isn't 0 (yours with \(activation): "
            + "\(names.isEmpty ? "none" : names))", mistake: mistakes[yours])
        expect(blocks.count, equals: Set(blocks).count, "the number of blocks, each named once")
      }
    }
  }
}
