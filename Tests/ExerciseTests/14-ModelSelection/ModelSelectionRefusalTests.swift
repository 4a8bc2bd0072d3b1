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
      let cases: [(Matrix, [Int], Int, String, String)] = [
        (.zeros(0, 3), [], 2, "inputs", Slip.nothing),
        ([[1, 2], [3, 4], [5, 6]], [0, 1], 2, "labels", Slip.misfit),
        ([[1, 2], [3, 4], [5, 6]], [0, 1, 0, 1], 2, "labels", Slip.misfit),
        ([[1, 2], [3, 4], [5, 6]], [], 2, "labels", Slip.misfit),
        ([[1, 2], [3, 4], [5, 6]], [0, 1, 0], 0, "batchSize", Slip.tooSmall),
        ([[1, 2], [3, 4], [5, 6]], [0, 1, 0], -2, "batchSize", Slip.tooSmall),
      ]
      for (inputs, labels, size, name, mistake) in cases {
        for shuffles in [false, true] {
          try expectInvalidInput(
            naming: name, value: name == "batchSize" ? "\(size)" : nil, mistake: mistake
          ) {
            _ = try selection.makeBatchLoader(
              inputs: inputs, labels: labels, batchSize: size, shuffles: shuffles)
          }
        }
      }
    }

    private func badMatrices() throws {
      let good: Matrix = [[1, 2, 4], [3, 5, 4]]
      let badMatrices: [(Matrix, String)] = [
        (.zeros(0, 3), Slip.nothing), (.zeros(2, 0), Slip.nothing),
        ([[1, .nan, 2]], Slip.notANumber),
        ([[1, 2, 3], [.infinity, 2, 4]], Slip.notANumber),
        ([[1, 2, 3], [2, 2, -.infinity]], Slip.notANumber),
      ]
      for (bad, mistake) in badMatrices {
        try expectInvalidInput(naming: "inputs", mistake: mistake) {
          _ = try selection.standardized(inputs: bad, training: good)
        }
        try expectInvalidInput(naming: "training", mistake: mistake) {
          _ = try selection.standardized(inputs: good, training: bad)
        }
      }
      try expectInvalidInput(naming: "inputs", or: "training", mistake: Slip.nothing) {
        _ = try selection.standardized(inputs: .zeros(2, 0), training: .zeros(3, 0))
      }
      for columns in [2, 4] {
        try expectInvalidInput(
          naming: "inputs", or: "training", mistake: Slip.misfit
        ) { _ = try selection.standardized(inputs: .ones(2, columns), training: good) }
      }
      try expectInvalidInput(naming: "options", mistake: Slip.nothing) {
        _ = try selection.grid(options: [])
      }
      let badOptions: [(Vector, String)] = [
        ([], Slip.nothing), ([0, .nan], Slip.notANumber),
        ([-.infinity], Slip.notANumber), ([1, .infinity, 2], Slip.notANumber),
      ]
      for (bad, mistake) in badOptions {
        try expectInvalidInput(naming: "options", mistake: mistake) {
          _ = try selection.grid(options: [[1, 2], bad])
        }
        try expectInvalidInput(naming: "options", mistake: mistake) {
          _ = try selection.grid(options: [bad, [1, 2], [3]])
        }
      }
    }

    private func badNumbers() throws {
      for patience in [0, -3] {
        try expectInvalidInput(
          naming: "patience", value: "\(patience)", mistake: Slip.tooSmall
        ) { _ = try selection.makeEarlyStopper(patience: patience) }
        try expectInvalidInput(
          naming: "patience", value: "\(patience)", mistake: Slip.tooSmall
        ) { _ = try selection.replay(losses: [2, 1], patience: patience) }
      }
      try expectInvalidInput(naming: "losses", mistake: Slip.nothing) {
        _ = try selection.replay(losses: [], patience: 2)
      }
      // The last one comes after the stop, and is refused all the same.
      let badLosses: [Vector] = [
        [1, .nan, 0.5], [.infinity, 1], [1, 2, 3, -.infinity], [2, 1, .infinity],
      ]
      for losses in badLosses {
        try expectInvalidInput(naming: "losses", mistake: Slip.notANumber) {
          _ = try selection.replay(losses: losses, patience: 1)
        }
      }
      let badScores: [(Vector, String)] = [
        ([], Slip.nothing), ([.nan, .nan], Slip.nothing),
        ([0.5, .infinity], Slip.notANumber),
        ([-.infinity, 0.5], Slip.notANumber),
      ]
      for (scores, mistake) in badScores {
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
      for columns in [783, 785, 28] {
        try expectInvalidInput(naming: "images", mistake: Slip.misfit) {
          _ = try selection.features(images: .ones(2, columns))
        }
      }
      for (k, pixel) in [-0.5, 255.5, .nan, .infinity, -.infinity, -1e-9, 255.000001].enumerated() {
        var images = Matrix.ones(3, 784)
        images[k % 3, [500, 0, 783][k / 3]] = pixel
        try expectInvalidInput(
          naming: "images", value: "\(pixel)", mistake: Slip.outOfRange
        ) { _ = try selection.features(images: images) }
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
        for score in scores {
          try expectInvalidInput(
            naming: "score", value: "\(score)", mistake: Slip.notANumber
          ) { _ = try keeper.offer(live, score: score) }
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
        for loss in losses {
          try expectInvalidInput(
            naming: "loss", value: "\(loss)", mistake: Slip.notANumber
          ) { _ = try stopper.shouldStop(afterLoss: loss) }
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
    }
  }
}
