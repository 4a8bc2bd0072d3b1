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
      let network = MLPReference(parameters: MLPCase.parameters, activation: .tanh)
      let prediction = try perceptron.predict(
        samples: MLPCase.samples, parameters: network.parameters, activation: .tanh)
      let logits = network.logits(of: MLPCase.samples.inputs)
      expect(
        prediction.probabilities,
        equals: [
          [0.4310833033711863, 0.06843335237733723, 0.5004833442514764],
          [0.36354680079040935, 0.5829801867712027, 0.053473012438388],
        ], "probabilities",
        mistakes: [
          logits: MLPMistake.logitsGiven, sigmoid(logits): MLPMistake.sigmoidOutput,
          MLPReference.softmax(logits.transposed()).transposed():
            MLPSlip.softmaxOverSamples.sentence,
        ])
      expect(
        prediction.cost, equals: 1.8850160605139654, "cost",
        mistakes: [2 * 1.8850160605139654: MLPMistake.sum])
      expect(prediction.accuracy, equals: 0, "accuracy", mistakes: [1: MLPMistake.errors])

      for activation in HiddenActivation.allCases {
        let problem = MLPProblem(draw: 60, sizes: [4, 6, 3], samples: 16, activation: activation)
        let right = problem.network.accuracy(problem.samples)
        let prediction = try perceptron.predict(
          samples: problem.samples, parameters: problem.parameters, activation: activation)
        let logits = problem.network.logits(of: problem.inputs)
        let areRight =
          expect(
            prediction.accuracy, equals: right, "accuracy of 16 samples",
            mistakes: [
              16 * right: MLPMistake.hits, 100 * right: MLPMistake.percent,
              1 - right: MLPMistake.errors,
            ])
          && expect(
            prediction.probabilities, equals: MLPReference.softmax(logits),
            "probabilities of 16 samples",
            mistakes: [
              MLPReference.softmax(logits.transposed()).transposed():
                MLPSlip.softmaxOverSamples.sentence
            ])
          && expect(
            prediction.cost, equals: problem.network.cost(problem.samples), "cost of 16 samples",
            mistakes: [16 * problem.network.cost(problem.samples): MLPMistake.sum])
        guard areRight else { return }
      }

      let identity = NetworkParameters(weights: [.identity(3)], biases: [[0, 0, 0]])
      let extreme = try perceptron.predict(
        samples: LabelledSamples(
          inputs: [
            [1e4, 1e4, -1e4], [2, 7, 7], [5, 5, 5], [0, -1e4, 1e4], [-1e4, -1e4, -2e4],
          ],
          labels: [0, 1, 2, 2, 0]), parameters: identity, activation: .relu)
      expect(
        extreme.probabilities,
        equals: [
          [0.5, 0.5, 0], [0.0033576616265026146, 0.4983211691867487, 0.4983211691867487],
          [1.0 / 3, 1.0 / 3, 1.0 / 3], [0, 0, 1], [0.5, 0.5, 0],
        ], "probabilities for logits of ±1e4",
        mistakes: nearest(
          extreme.probabilities,
          extreme.probabilities.elements.contains { !$0.isFinite }
            ? [(extreme.probabilities, MLPMistake.notShiftedLogits)] : []))
      expect(
        extreme.accuracy, equals: 0.8, "accuracy where the largest logit is not the only one",
        mistakes: [0.4: MLPMistake.lastOfTie])
    }

    // Row i has the label 100 + i, so that every pair can be told. Every order of four samples turns
    // up in 400 draws; that one of the 24 doesn't has the chance 1e-6.
    @Test(
      "Mini-batches hold every sample once, beside its label, in random order",
      .hint("Of 11 samples in batches of 4, how large is the last batch?"))
    func miniBatches() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 70)
      for (n, size) in [(11, 4), (12, 4), (5, 1), (6, 10)] {
        let what = "\(n) samples in batches of \(size)"
        let batches = try perceptron.randomMiniBatches(
          samples: coded(n), batchSize: size, using: &generator)
        let full = [Int](repeating: size, count: n / size)
        let isRight = expect(
          batches.map(\.labels.count), equals: n % size == 0 ? full : full + [n % size],
          "the sizes of the batches for \(what)",
          mistakes: [full: MLPMistake.dropped, full + [size]: MLPMistake.padded])
        guard isRight, let order = order(in: batches, what) else { return }
        let repeats = Set(order).count < n
        guard
          expect(
            order.sorted(), equals: Array(0..<n), "the samples in all batches, sorted, for \(what)",
            mistakes: repeats ? [order.sorted(): MLPMistake.replacement] : [:])
        else { return }
      }

      let (n, size) = (12, 4)
      var copy = generator
      let first = try perceptron.randomMiniBatches(
        samples: coded(n), batchSize: size, using: &generator)
      let again = try perceptron.randomMiniBatches(
        samples: coded(n), batchSize: size, using: &copy)
      let second = try perceptron.randomMiniBatches(
        samples: coded(n), batchSize: size, using: &generator)
      let order = first.flatMap(\.labels)
      let isInBlocks = first.allSatisfy { batch in
        batch.labels == Array((batch.labels.first ?? 0)..<((batch.labels.first ?? 0) + size))
      }
      expectProperty(
        order != Array(100..<112), "the order is random", mistake: MLPMistake.notShuffled)
      expectProperty(
        order == Array(100..<112) || !isInBlocks, "neighbours are not always neighbours",
        mistake: MLPMistake.blocks)
      expectProperty(
        first == again, "equal generators give equal batches", mistake: MLPMistake.otherGenerator)
      expectProperty(
        first != second, "the next order is another one", mistake: MLPMistake.generatorCopied)

      var orders: Set<[Int]> = []
      for _ in 0..<400 where orders.count < 24 {
        orders.insert(
          try perceptron.randomMiniBatches(samples: coded(4), batchSize: 3, using: &generator)
            .flatMap(\.labels))
      }
      expectProperty(
        orders.count == 24,
        "each of the 24 orders of four samples comes up in 400 draws, where \(orders.count) do",
        mistake: MLPMistake.fewOrders)
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
        "every row has its own label beside it for \(what)", mistake: MLPMistake.apart)
      return isTogether ? inputs.map { Int($0) } : nil
    }

    // With all parameters 0 the logits are 0, G is softmax − Y, into the output layer goes f(0), and
    // what comes back to the hidden layer is G W = 0.
    @Test(
      "Concept check: what learns from zero",
      .hint("What goes into the output layer, and what comes back out of it, if all weights are 0?")
    )
    func learningFromZero() throws {
      for activation in HiddenActivation.allCases {
        let blocks = try perceptron.blocksThatLearn(fromZeroWith: activation)
        let outputs: [NetworkBlock] = [.outputWeights, .outputBiases]
        let right = activation == .sigmoid ? outputs : [.outputBiases]
        expect(
          NetworkBlock.allCases.filter(blocks.contains), equals: right,
          "the blocks that learn from zero with \(activation)",
          mistakes: activation == .sigmoid
            ? [
              [.outputBiases]: MLPMistake.halfGoesIn, []: MLPMistake.outputBiasLearns,
              NetworkBlock.allCases: MLPMistake.nothingComesBack,
              [.hiddenBiases, .outputWeights, .outputBiases]: MLPMistake.nothingComesBack,
              [.hiddenBiases, .outputBiases]: MLPMistake.nothingComesBack,
            ]
            : [
              outputs: MLPMistake.weightsStaySmall, []: MLPMistake.outputBiasLearns,
              NetworkBlock.allCases: MLPMistake.nothingComesBack,
              [.hiddenBiases, .outputBiases]: MLPMistake.nothingComesBack,
              [.hiddenBiases, .outputWeights, .outputBiases]: MLPMistake.nothingComesBack,
            ])
        expect(blocks.count, equals: Set(blocks).count, "the number of blocks, each named once")
      }
    }
  }
}
