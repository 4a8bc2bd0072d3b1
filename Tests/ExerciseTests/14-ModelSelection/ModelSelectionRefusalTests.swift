import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ModelSelectionSuites {
  @Suite("14 · Model selection: bad input", .part(6))
  struct ModelSelectionRefusalTests {
    let selection = Student.answer.modelSelection

    // Every argument that the stub excludes, once for each reason. Keepers and stoppers have to go on
    // after a refused call as if it had never been made.

    @Test(
      "Bad input is refused and changes nothing",
      .hint("What does your code do with an empty list, with NaN, with lengths that differ?"))
    func badInput() throws {
      try badBatches()
      try badMatrices()
      try badNumbers()
      try badImages()
      try refusedOffers()
      try refusedLosses()
    }

    private func badBatches() throws {
      let three: Matrix = [[1, 2], [3, 4], [5, 6]]
      for shuffles in [false, true] {
        func load(_ inputs: Matrix, _ labels: [Int], _ size: Int = 2) throws {
          _ = try selection.makeBatchLoader(
            inputs: inputs, labels: labels, batchSize: size, shuffles: shuffles)
        }
        try expectInvalidInput(naming: "inputs", mistake: Slip.nothing) {
          try load(.zeros(0, 3), [])
        }
        try expectInvalidInput(
          naming: "labels", for: [[0, 1], [0, 1, 0, 1], []], mistake: Slip.misfit
        ) { try load(three, $0) }
        try expectInvalidInput(naming: "batchSize", for: [0, -2], mistake: Slip.tooSmall) {
          try load(three, [0, 1, 0], $0)
        }
      }
    }

    private func badMatrices() throws {
      func standardize(_ inputs: Matrix? = nil, _ training: Matrix? = nil) throws {
        let good: Matrix = [[1, 2, 4], [3, 5, 4]]
        _ = try selection.standardized(inputs: inputs ?? good, training: training ?? good)
      }
      let empty = [Matrix.zeros(0, 3), .zeros(2, 0)]
      let notFinite: [Matrix] = [
        [[1, .nan, 2]], [[1, 2, 3], [.infinity, 2, 4]], [[1, 2, 3], [2, 2, -.infinity]],
      ]
      for (bad, mistake) in [(empty, Slip.nothing), (notFinite, Slip.notANumber)] {
        // Where there are no columns, they don't fit the others either.
        for matrix in bad {
          let other = matrix.columns == 0
          try expectInvalidInput(naming: "inputs", or: other ? "training" : nil, mistake: mistake) {
            try standardize(matrix)
          }
          try expectInvalidInput(naming: "training", or: other ? "inputs" : nil, mistake: mistake) {
            try standardize(nil, matrix)
          }
        }
      }
      try expectInvalidInput(naming: "inputs", or: "training", mistake: Slip.nothing) {
        try standardize(.zeros(2, 0), .zeros(3, 0))
      }
      try expectInvalidInput(
        naming: "inputs", or: "training", for: [.ones(2, 2), .ones(2, 4)], mistake: Slip.misfit
      ) { try standardize($0) }
      try badOptions()
    }

    private func badOptions() throws {
      try expectInvalidInput(naming: "options", mistake: Slip.nothing) {
        _ = try selection.grid(options: [])
      }
      let cases: [(Vector, String)] = [
        ([], Slip.nothing), ([0, .nan], Slip.notANumber), ([-.infinity], Slip.notANumber),
        ([1, .infinity, 2], Slip.notANumber),
      ]
      for (bad, mistake) in cases {
        let options: [[Vector]] = [[[1, 2], bad], [bad, [1, 2], [3]]]
        try expectInvalidInput(naming: "options", for: options, mistake: mistake) {
          _ = try selection.grid(options: $0)
        }
      }
    }

    private func badNumbers() throws {
      try expectInvalidInput(naming: "patience", for: [0, -3], mistake: Slip.tooSmall) {
        _ = try selection.makeEarlyStopper(patience: $0)
      }
      try expectInvalidInput(naming: "patience", for: [0, -3], mistake: Slip.tooSmall) {
        _ = try selection.replay(losses: [2, 1], patience: $0)
      }
      try expectInvalidInput(naming: "losses", mistake: Slip.nothing) {
        _ = try selection.replay(losses: [], patience: 2)
      }
      // The last one comes after the stop, and is refused all the same.
      let losses: [Vector] = [
        [1, .nan, 0.5], [.infinity, 1], [1, 2, 3, -.infinity], [2, 1, .infinity],
      ]
      try expectInvalidInput(naming: "losses", for: losses, mistake: Slip.notANumber) {
        _ = try selection.replay(losses: $0, patience: 1)
      }
      let scores: [(Vector, String)] = [
        ([], Slip.nothing), ([.nan, .nan], Slip.nothing), ([0.5, .infinity], Slip.notANumber),
        ([-.infinity, 0.5], Slip.notANumber),
      ]
      for (scores, mistake) in scores {
        var asked: [Int] = []
        try expectInvalidInput(naming: "validationScores", mistake: mistake) {
          _ = try selection.selection(validationScores: scores) {
            asked.append($0)
            return 0.5
          }
        }
        expectProperty(
          asked.isEmpty, "the test data are not asked when the validation scores are \(scores)",
          mistake: Slip.testedAll)
      }
    }

    private func badImages() throws {
      try expectInvalidInput(naming: "images", mistake: Slip.nothing) {
        _ = try selection.features(images: .zeros(0, 784))
      }
      try expectInvalidInput(
        naming: "images", for: [783, 785, 28].map { Matrix.ones(2, $0) }, mistake: Slip.misfit
      ) { _ = try selection.features(images: $0) }
      for (k, pixel) in [-0.5, 255.5, .nan, .infinity, -.infinity, -1e-9, 255.000001].enumerated() {
        try expectInvalidInput(naming: "images", for: [pixel], mistake: Slip.outOfRange) {
          var images = Matrix.ones(3, 784)
          images[k % 3, [500, 0, 783][k / 3]] = $0
          _ = try selection.features(images: images)
        }
      }
    }

    private func refusedOffers() throws {
      let keeper = try selection.makeCheckpointKeeper()
      do {
        let best = try keeper.best()
        expectProperty(
          false, "the best model is refused before the first offer; yours is \(best)",
          mistake: Slip.emptyKeeper)
      } catch is InvalidInput {}
      let live = LiveModel(weights: [[1, 2]], biases: [3, 4])
      func expectNoOffer(_ scores: [Double]) throws {
        live.weights[0, 0] += 1
        try expectInvalidInput(naming: "score", for: scores, mistake: Slip.notANumber) {
          _ = try keeper.offer(live, score: $0)
        }
      }
      try expectNoOffer([.nan, .infinity])
      try expect(
        keeper.offer(live, score: 0.5), equals: true, "whether the first good offer is kept")
      try expectNoOffer([.infinity, .nan, -.infinity])
      try expect(keeper.offer(live, score: 0.75), equals: true, "whether a better offer is kept")
      try expectNoOffer([.nan])
      let best = try keeper.best()
      let right = ModelCheckpoint(weights: [[3, 2]], biases: [3, 4], score: 0.75, index: 1)
      let mistake: String? =
        if best.index != 1 {
          Slip.refusalCounts
        } else if best.weights == live.weights {
          Slip.aliased
        } else {
          nil
        }
      expectProperty(
        best == right, "after refused offers the best model is \(right); yours is \(best)",
        mistake: mistake)
    }

    private func refusedLosses() throws {
      let stopper = try selection.makeEarlyStopper(patience: 2)
      func expectNoLoss(_ losses: [Double]) throws {
        try expectInvalidInput(naming: "loss", for: losses, mistake: Slip.notANumber) {
          _ = try stopper.shouldStop(afterLoss: $0)
        }
      }
      try expectNoLoss([.nan, -.infinity])
      var answers = [try stopper.shouldStop(afterLoss: 3)]
      try expectNoLoss([.nan, .infinity])
      answers.append(try stopper.shouldStop(afterLoss: 4))
      try expectNoLoss([-.infinity, .nan])
      answers.append(try stopper.shouldStop(afterLoss: 2))
      try expectNoLoss([.nan, .nan])
      answers.append(try stopper.shouldStop(afterLoss: 2.5))
      expect(
        answers, equals: [false, false, false, false],
        "whether to stop after 3, 4, 2, 2.5 with refused losses in between",
        mistakes: [
          [false, true, false, true]: Slip.refusalCounts,
          [false, true, true, true]: Slip.refusalCounts,
        ])
      try expectNoLoss([.nan, .infinity, -.infinity])
      try expect(
        stopper.shouldStop(afterLoss: 2.25), equals: true,
        "whether to stop after 3, 4, 2, 2.5 and 2.25 with refused losses in between",
        mistakes: [false: Slip.refusalCounts])
    }
  }
}
