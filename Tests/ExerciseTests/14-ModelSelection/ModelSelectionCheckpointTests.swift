import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ModelSelectionSuites {
  @Suite("14 · Model selection: checkpoints and early stopping", .part(3))
  struct ModelSelectionCheckpointTests {
    let selection = Student.answer.modelSelection

    // A live model is offered again and again, and changed in place after each offer. The scores are
    // all negative, fall, rise and meet again.

    @Test(
      "The keeper keeps a copy of the best model",
      .hint("After `let kept = model`, which lines of the training loop change `kept.weights`?"))
    func keeper() throws {
      let keeper = try selection.makeCheckpointKeeper()
      let live = LiveModel(weights: [[0, 1, 2], [3, 4, 5]], biases: [-1, -2, -3])
      guard let offered = try expectOffers(keeper, live) else { return }
      // The second look comes after one more change of the live model.
      for look in ["", ", asked for again after the live model has changed"] {
        guard try expectBest(of: keeper, offered, live, look) else { return }
        live.weights[0, 0] = -99
        live.biases[2] = 42
      }

      // Another model, of another shape, and another keeper.
      let small = LiveModel(weights: [[0.25], [0.5]], biases: [8])
      guard
        try expect(
          keeper.offer(small, score: -0.5), equals: true, "whether another, better model is kept"),
        try expect(
          selection.makeCheckpointKeeper().offer(small, score: -100), equals: true,
          "whether a second keeper keeps the first model that it is offered",
          mistakes: [false: Slip.sharedState])
      else { return }
      small.weights[0, 0] = 77
      let best = try keeper.best()
      expect(
        best.weights, equals: [[0.25], [0.5]], "the weights of the other model",
        mistakes: [small.weights: Slip.aliased])
      expect(
        Vector([best.score, Double(best.index)]), equals: [-0.5, 7], "score and index",
        mistakes: [[-100, 0]: Slip.sharedState])
      try expectAnyEntries(keeper)
      try expectAnyScores()
    }

    // A model's entries are not checked, and it may have any shape.
    func expectAnyEntries(_ keeper: any CheckpointKeeper) throws {
      let odd = LiveModel(weights: [[.nan, .infinity], [-.infinity, 1]], biases: [.nan])
      try expect(
        keeper.offer(odd, score: 2), equals: true,
        "whether a better model with NaN and infinities is kept")
      let best = try keeper.best()
      expectProperty(
        "\(best.weights) \(best.biases)" == "\(odd.weights) \(odd.biases)",
        "NaN and infinities of a model are kept as they are")
    }

    typealias Offered = [(weights: Matrix, biases: Vector)]

    func expectOffers(
      _ keeper: any CheckpointKeeper, _ live: LiveModel
    ) throws -> Offered? {
      var (kept, offered): ([Bool], Offered) = ([], [])
      for score in [-3, -5, -1, -4, -3.5, -2, -1] {
        offered.append((live.weights, live.biases))
        kept.append(try keeper.offer(live, score: score))
        guard
          expectProperty(
            live.weights == offered.last?.weights && live.biases == offered.last?.biases,
            "the model is the same before and after an offer", mistake: Slip.modelChanged)
        else { return nil }
        live.weights[1, 2] += 10
        live.weights *= 2
        live.biases[0] -= 7
      }
      let isRight = expect(
        kept, equals: [true, false, true, false, false, false, false],
        "which of the offers with the scores -3, -5, -1, -4, -3.5, -2, -1 are a new best",
        mistakes: [
          [Bool](repeating: false, count: 7): Slip.bestFromZero,
          [Bool](repeating: true, count: 7): Slip.everyOfferIsBest,
          [true, true, false, false, false, false, false]: Slip.lowestScore,
          [true, false, true, false, true, true, true]: Slip.lastScore,
          [true, false, true, false, false, true, true]: Slip.firstScore,
          [true, false, true, false, false, false, true]: Slip.tieReplaces,
        ])
      return isRight ? offered : nil
    }

    // Scores of any size, of which many are equal and many are larger by a unit in the last place; two
    // keepers in turns, one of which sees the scores in reverse order.
    func expectAnyScores() throws {
      let sizes =
        [-1.7e308, -1e300] + Sweep.magnitudes.reversed().map { -3.3 * $0 }
        + Sweep.magnitudes.map { 3.3 * $0 } + [1e300, 1.7e308]
      var generator = SeededGenerator(seed: Student.seed)
      let scores =
        [-Double.greatestFiniteMagnitude] + Vector.normal(count: 100, using: &generator).elements
        + sizes.flatMap { [$0, $0.nextUp, $0, $0.nextUp.nextUp, $0.nextDown] }
      let orders = [scores, scores.reversed()]
      let keepers = try orders.map { _ in try selection.makeCheckpointKeeper() }
      for k in scores.indices {
        for (order, keeper) in zip(orders, keepers) {
          let model = LiveModel(weights: [[order[k]], [1]], biases: [Double(k)])
          let right = order[..<k].allSatisfy { $0 < order[k] }
          guard
            try expect(
              keeper.offer(model, score: order[k]), equals: right,
              "whether offer \(k) with the score \(order[k]) is kept, after the best "
                + "\(order[..<k].max() ?? .nan)")
          else { return }
        }
      }
      for (order, keeper) in zip(orders, keepers) {
        let top = order.max() ?? .nan
        let index = order.firstIndex(of: top) ?? 0
        let right = ModelCheckpoint(
          weights: [[top], [1]], biases: [Double(index)], score: top, index: index)
        let best = try keeper.best()
        expectProperty(
          best == right, "after \(order.count) offers the best is \(right); yours is \(best)")
      }
    }

    func expectBest(
      of keeper: any CheckpointKeeper, _ offered: Offered, _ live: LiveModel, _ look: String
    ) throws -> Bool {
      let best = try keeper.best()
      return expect(
        best.weights, equals: offered[2].weights, "the weights of the best model\(look)",
        mistakes: [live.weights: Slip.aliased, offered[6].weights: Slip.lastOffered])
        && expect(
          best.biases, equals: offered[2].biases, "the biases of the best model\(look)",
          mistakes: [live.biases: Slip.aliased, offered[6].biases: Slip.lastOffered])
        && expect(
          best.score, equals: -1, "the score of the best model\(look)",
          mistakes: [-3: Slip.firstScore, -5: Slip.lowestScore])
        && expect(
          best.index, equals: 2, "the index of the best model\(look)",
          mistakes: [3: Slip.indexFromOne, 1: Slip.indexOfKept, 6: Slip.lastOffered])
    }

    // Short runs, which wrong rules answer differently, and long ones with ties and losses that are better by
    // a unit in the last place; each with a stopper of its own, one run after the other and then all in
    // turns.

    @Test(
      "The stopper says stop after `patience` losses without a new best",
      .hint("With patience 3 and the losses 2, 1, 3, 3, 3: at which of them is it time to stop?"))
    func stopper() throws {
      let runs = stoppedRuns()
      let alone = try runs.map { patience, losses in
        let stopper = try selection.makeEarlyStopper(patience: patience)
        return try losses.map { try stopper.shouldStop(afterLoss: $0) }
      }
      let stoppers = try runs.map { try selection.makeEarlyStopper(patience: $0.patience) }
      var inTurns = runs.map { _ in [Bool]() }
      for i in 0...320 {
        for k in runs.indices where i < runs[k].losses.count {
          inTurns[k].append(try stoppers[k].shouldStop(afterLoss: runs[k].losses[i]))
        }
      }
      let right = runs.map { StoppingRule().answers($0.losses, $0.patience) }
      // A rule must explain all runs, whether alone or in turns.
      let wrong = StoppingRule.wrong.first { rule, _ in
        alone == inTurns && runs.map { rule.answers($0.losses, $0.patience) } == alone
      }
      let mistake = wrong?.mistake ?? (alone == inTurns ? nil : Slip.sharedState)
      for (answers, how) in [(alone, ""), (inTurns, ", in turns with other stoppers")] {
        guard let k = runs.indices.first(where: { answers[$0] != right[$0] }) else { continue }
        func stops(_ answers: [Bool]) -> [Int] { answers.indices.filter { answers[$0] } }
        expectProperty(
          false,
          "patience \(runs[k].patience), losses \(Vector(runs[k].losses))\(how): stop after the losses with the "
            + "indices \(stops(right[k])); yours says stop after \(stops(answers[k]))",
          mistake: mistake)
        return
      }
    }

    func stoppedRuns() -> [StoppedLosses] {
      var generator = SeededGenerator(seed: Student.seed)
      let drawn: [StoppedLosses] = ([1] + Sweep.magnitudes).enumerated().map { k, size in
        // Falling, with ties and rises: by halves, and by units in the last place.
        let base = k == 0 ? 0 : size * (k % 2 == 0 ? 3.3 : -3.3)
        let unit = k == 0 ? 0.5 : base.ulp
        let losses = (0..<(k == 0 ? 300 : 40)).map {
          base + unit * (2 * generator.normal() - 0.2 * Double($0)).rounded()
        }
        return (k + 1, losses)
      }
      // The same after a loss beside which all others are small.
      let late: [StoppedLosses] = drawn.suffix(3).map {
        ($0.patience, [1e15] + $0.losses.prefix(40))
      }
      return [
        (3, [4.6, 4, 4.5, 4.2, 3, 3.5, 3.2, 3.1, 3.3, 2, 2.5, 2.6, 2.7]),
        (2, [3, 2, 2.5, 2, 2.2, 2.4]), (1, [-1, -2, -1.5, -3, -2.5, -2.5]), (2, [10, 9, 8, 7]),
        (2, [5, 6, 7, 8]), (66, [0.5] + Array(repeating: 1, count: 80)),
        (300, [0.5] + Array(repeating: 1, count: 320)),
        (1, [.greatestFiniteMagnitude, 0, -.greatestFiniteMagnitude]),
      ] + drawn + late
    }

    // Waits by hand for patience 3: 0, 0, 1, 2, 0, 1, 2, 3. Losses fall again after the stop.

    @Test(
      "A replayed run stops in time and keeps its best validation",
      .hint("Which losses has a run seen that was stopped, and which of them does it never see?"))
    func replay() throws {
      let runs =
        [
          ([0.9, 0.7, 0.8, 0.75, 0.6, 0.65, 0.6, 0.7, 0.1, 0.2], 3, StoppedRun(8, 4, 0.6)),
          ([3, 2.5, -1, -4], 1, StoppedRun(4, 3, -4)), ([1, 2, 3], 5, StoppedRun(3, 0, 1)),
          ([0.5], 1, StoppedRun(1, 0, 0.5)), ([2, 2, 1], 1, StoppedRun(2, 0, 2)),
        ] + patientRuns() + drawnRuns()
      let yours = try runs.map { try selection.replay(losses: $0.losses, patience: $0.patience) }
      // A mistake must explain all of them.
      let name = Self.replayMistakes.first { runs.map($0.answer) == yours }?.sentence
      for (run, answer) in zip(runs, yours) {
        let isRight = expect(
          answer, equals: run.right, "patience \(run.patience), losses \(run.losses)",
          mistakes: name.map { [answer: $0] } ?? [:])
        guard isRight else { return }
      }
    }

    typealias Run = (losses: Vector, patience: Int, right: StoppedRun)

    /// Runs whose fourth validation is the best one, with much patience.
    func patientRuns() -> [Run] {
      [11, 66, 1100].map { patience in
        (Vector.ones(2500).with(0.5, at: 3), patience, StoppedRun(patience + 4, 3, 0.5))
      }
    }

    func drawnRuns() -> [Run] {
      var generator = SeededGenerator(seed: Student.seed)
      return Sweep.magnitudes.enumerated().map { k, size in
        let base = size * (k % 2 == 0 ? 3.3 : -3.3)
        let unit = k == 3 ? 0.25 : base.ulp
        let losses = (0..<(k == 3 ? 300 : 30)).map {
          base + unit * (4 * generator.normal() - 0.3 * Double($0)).rounded()
        }
        let patience = [1, 2, 5, 9, 6, 3, 40][k]
        let stop = StoppingRule().answers(losses, patience).firstIndex(of: true)
        let seen = losses.prefix((stop ?? losses.count) + 1)
        let best = seen.min() ?? .nan
        return (
          Vector(losses), patience, StoppedRun(seen.count, seen.firstIndex(of: best) ?? -1, best)
        )
      }
    }

    /// What each mistake makes of a run.
    static let replayMistakes: [(sentence: String, answer: @Sendable (Run) -> StoppedRun)] =
      [
        (
          Slip.indexOfLast,
          { StoppedRun($0.right.validations - 1, $0.right.bestIndex, $0.right.bestLoss) }
        ),
        (Slip.runsOn, { StoppedRun($0.losses.count, $0.losses.argmin(), $0.losses.minimum()) }),
        (
          Slip.seesTheFuture,
          { StoppedRun($0.right.validations, $0.losses.argmin(), $0.losses.minimum()) }
        ),
        (
          Slip.bestIsLast,
          {
            let last = $0.right.validations - 1
            return StoppedRun(last + 1, last, $0.losses[last])
          }
        ),
        (
          Slip.laterTie,
          { run in
            let seen = run.losses[..<run.right.validations]
            return StoppedRun(
              seen.count, seen.lastIndex(of: run.right.bestLoss) ?? -1, run.right.bestLoss)
          }
        ),
      ]
  }
}
