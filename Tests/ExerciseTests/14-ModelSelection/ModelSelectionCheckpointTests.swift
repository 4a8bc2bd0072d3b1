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
      var kept: [Bool] = []
      var offered: [(weights: Matrix, biases: Vector)] = []
      for score in [-3, -5, -1, -4, -3.5, -2, -1] {
        offered.append((live.weights, live.biases))
        kept.append(try keeper.offer(live, score: score))
        guard
          expectProperty(
            live.weights == offered.last?.weights && live.biases == offered.last?.biases,
            "the model is the same before and after an offer", mistake: SelectionSlip.modelChanged)
        else { return }
        live.weights[1, 2] += 10
        live.weights *= 2
        live.biases[0] -= 7
      }
      let isRight = expect(
        kept, equals: [true, false, true, false, false, false, false],
        "which of the offers with the scores -3, -5, -1, -4, -3.5, -2, -1 are a new best",
        mistakes: [
          [Bool](repeating: false, count: 7): SelectionSlip.bestFromZero,
          [Bool](repeating: true, count: 7): SelectionSlip.everyOfferIsBest,
          [true, true, false, false, false, false, false]: SelectionSlip.lowestScore,
          [true, false, true, false, true, true, true]: SelectionSlip.lastScore,
          [true, false, true, false, false, true, true]: SelectionSlip.firstScore,
          [true, false, true, false, false, false, true]: SelectionSlip.tieReplaces,
        ])
      guard isRight else { return }

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
          mistakes: [false: SelectionSlip.sharedState])
      else { return }
      small.weights[0, 0] = 77
      let best = try keeper.best()
      expect(
        best.weights, equals: [[0.25], [0.5]], "the weights of the other model",
        mistakes: [small.weights: SelectionSlip.aliased])
      expect(
        Vector([best.score, Double(best.index)]), equals: [-0.5, 7], "score and index",
        mistakes: [[-100, 0]: SelectionSlip.sharedState])
    }

    private func expectBest(
      of keeper: any CheckpointKeeper, _ offered: [(weights: Matrix, biases: Vector)],
      _ live: LiveModel, _ look: String
    ) throws -> Bool {
      let best = try keeper.best()
      return expect(
        best.weights, equals: offered[2].weights, "the weights of the best model\(look)",
        mistakes: [
          live.weights: SelectionSlip.aliased, offered[6].weights: SelectionSlip.lastOffered,
        ])
        && expect(
          best.biases, equals: offered[2].biases, "the biases of the best model\(look)",
          mistakes: [
            live.biases: SelectionSlip.aliased, offered[6].biases: SelectionSlip.lastOffered,
          ])
        && expect(
          best.score, equals: -1, "the score of the best model\(look)",
          mistakes: [-3: SelectionSlip.firstScore, -5: SelectionSlip.lowestScore])
        && expect(
          best.index, equals: 2, "the index of the best model\(look)",
          mistakes: [
            3: SelectionSlip.indexFromOne, 1: SelectionSlip.indexOfKept,
            6: SelectionSlip.lastOffered,
          ])
    }

    // Two stoppers in turns, then three short runs by hand, which wrong rules answer differently, and
    // random ones beside the rule.
    @Test(
      "The stopper says stop after `patience` losses without a new best",
      .hint("With patience 3 and the losses 2, 1, 3, 3, 3: at which of them is it time to stop?"))
    func stopper() throws {
      guard try expectOwnState(),
        try expectAnswers(
          patience: 3,
          to: [4.6, 4, 4.5, 4.2, 3, 3.5, 3.2, 3.1, 3.3, 2, 2.5, 2.6, 2.7],
          stops: [7, 8, 12]),
        try expectAnswers(patience: 2, to: [3, 2, 2.5, 2, 2.2, 2.4], stops: [3, 4, 5]),
        try expectAnswers(patience: 1, to: [-1, -2, -1.5, -3, -2.5, -2.5], stops: [2, 4, 5])
      else { return }

      var generator = SeededGenerator(seed: Student.seed)
      for patience in 2...5 {
        // Multiples of ½, so that there are ties.
        let losses = (0..<40).map { (2 * generator.normal() - 0.1 * Double($0)).rounded() / 2 }
        let right = StoppingRule().answers(losses, patience)
        guard
          try expectAnswers(
            patience: patience, to: losses, stops: right.indices.filter { right[$0] })
        else { return }
      }
    }

    /// Two stoppers in turns: the losses of one fall all the time, those of the other one never.
    private func expectOwnState() throws -> Bool {
      let losses: [[Double]] = [[10, 9, 8, 7], [5, 6, 7, 8]]
      let stoppers = try losses.map { _ in try selection.makeEarlyStopper(patience: 2) }
      var answers: [[Bool]] = [[], []]
      for k in 0..<4 {
        for i in 0..<2 { answers[i].append(try stoppers[i].shouldStop(afterLoss: losses[i][k])) }
      }
      let wrong = StoppingRule.wrong.first { rule, _ in
        losses.map { rule.answers($0, 2) } == answers
      }
      return expectProperty(
        answers == [[false, false, false, false], [false, false, true, true]],
        "of two stoppers of patience 2 that take turns, the one with the losses 10, 9, 8, 7 never says "
          + "stop, and the one with 5, 6, 7, 8 does after 7 and 8; yours say \(answers)",
        mistake: wrong?.mistake ?? SelectionSlip.sharedState)
    }

    private func expectAnswers(
      patience: Int, to losses: [Double], stops: [Int],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      let stopper = try selection.makeEarlyStopper(patience: patience)
      let answers = try losses.map { try stopper.shouldStop(afterLoss: $0) }
      let right = losses.indices.map(stops.contains)
      guard answers != right else { return true }
      let wrong = StoppingRule.wrong.first { $0.rule.answers(losses, patience) == answers }
      return expectProperty(
        false,
        "patience \(patience), losses \(losses): stop after the losses with the indices \(stops); "
          + "yours says stop after \(answers.indices.filter { answers[$0] })",
        mistake: wrong?.mistake, sourceLocation: sourceLocation)
    }

    // Waits by hand for patience 3: 0, 0, 1, 2, 0, 1, 2, 3. Losses fall again after the stop.
    @Test(
      "A replayed run stops in time and keeps its best validation",
      .hint("Which losses has a run seen that was stopped, and which of them does it never see?"))
    func replay() throws {
      let losses: Vector = [0.9, 0.7, 0.8, 0.75, 0.6, 0.65, 0.6, 0.7, 0.1, 0.2]
      guard
        expectRun(
          try selection.replay(losses: losses, patience: 3), StoppedRun(8, 4, 0.6),
          "patience 3, losses \(losses)",
          validations: [7: SelectionSlip.indexOfLast, 10: SelectionSlip.runsOn],
          bestIndex: [
            8: SelectionSlip.seesTheFuture, 6: SelectionSlip.laterTie, 7: SelectionSlip.bestIsLast,
          ])
      else { return }
      let others: [(losses: Vector, patience: Int, run: StoppedRun)] = [
        ([3, 2.5, -1, -4], 1, StoppedRun(4, 3, -4)), ([1, 2, 3], 5, StoppedRun(3, 0, 1)),
        ([0.5], 1, StoppedRun(1, 0, 0.5)), ([2, 2, 1], 1, StoppedRun(2, 0, 2)),
      ]
      for (losses, patience, run) in others {
        guard
          expectRun(
            try selection.replay(losses: losses, patience: patience), run,
            "patience \(patience), losses \(losses)",
            validations: [run.validations - 1: SelectionSlip.indexOfLast],
            bestIndex: [run.validations - 1: SelectionSlip.bestIsLast])
        else { return }
      }

      var generator = SeededGenerator(seed: Student.seed)
      for patience in 1...6 {
        let losses = Vector(
          (0..<30).map { (4 * generator.normal() - 0.2 * Double($0)).rounded() / 4 })
        let answers = StoppingRule().answers(losses.elements, patience)
        let seen = losses[0...(answers.firstIndex(of: true) ?? 29)]
        expectRun(
          try selection.replay(losses: losses, patience: patience),
          StoppedRun(seen.count, seen.firstIndex(of: seen.minimum()) ?? -1, seen.minimum()),
          "patience \(patience), losses \(losses)",
          validations: [seen.count - 1: SelectionSlip.indexOfLast],
          bestIndex: [losses.argmin(): SelectionSlip.seesTheFuture])
      }
    }

    @discardableResult
    private func expectRun(
      _ yours: StoppedRun, _ right: StoppedRun, _ what: String,
      validations: KeyValuePairs<Int, String>, bestIndex: KeyValuePairs<Int, String>,
      sourceLocation: SourceLocation = #_sourceLocation
    ) -> Bool {
      expect(
        yours.validations, equals: right.validations, "validations for \(what)",
        mistakes: validations, sourceLocation: sourceLocation)
        && expect(
          yours.bestIndex, equals: right.bestIndex, "bestIndex for \(what)", mistakes: bestIndex,
          sourceLocation: sourceLocation)
        && expect(
          yours.bestLoss, equals: right.bestLoss, "bestLoss for \(what)",
          sourceLocation: sourceLocation)
    }
  }
}

extension StoppedRun {
  fileprivate init(_ validations: Int, _ bestIndex: Int, _ bestLoss: Double) {
    self.init(validations: validations, bestIndex: bestIndex, bestLoss: bestLoss)
  }
}

/// The rule of early stopping, and the wrong ones that are known.
private struct StoppingRule {
  /// What a loss is compared with.
  enum Reference { case best, last, first, largest, zero }

  var reference = Reference.best
  var tieIsBest = false
  var restarts = true
  var staysStopped = false
  /// What is added to the patience.
  var excess = 0

  func answers(_ losses: [Double], _ patience: Int) -> [Bool] {
    var answers: [Bool] = []
    var waited = 0
    for (i, loss) in losses.enumerated() {
      let earlier = losses[..<i]
      let isBest =
        switch reference {
        case .best: earlier.allSatisfy { loss < $0 || (tieIsBest && loss == $0) }
        case .last: earlier.last.map { loss < $0 } ?? true
        case .first: earlier.first.map { loss < $0 } ?? true
        case .largest: earlier.allSatisfy { loss > $0 }
        case .zero: loss < 0 && earlier.allSatisfy { loss < $0 }
        }
      if !isBest {
        waited += 1
      } else if restarts {
        waited = 0
      }
      answers.append(
        waited >= patience + excess || (staysStopped && answers.last == true))
    }
    return answers
  }

  static let wrong: [(rule: StoppingRule, mistake: String)] = [
    (StoppingRule(tieIsBest: true), SelectionSlip.tieIsBest),
    (StoppingRule(reference: .last), SelectionSlip.lastLoss),
    (StoppingRule(excess: 1), SelectionSlip.oneTooPatient),
    (StoppingRule(excess: -1), SelectionSlip.oneTooImpatient),
    (StoppingRule(restarts: false), SelectionSlip.countsAll),
    (StoppingRule(staysStopped: true), SelectionSlip.staysStopped),
    (StoppingRule(reference: .first), SelectionSlip.firstLoss),
    (StoppingRule(reference: .largest), SelectionSlip.largestLoss),
    (StoppingRule(reference: .zero), SelectionSlip.lossFromZero),
  ]
}
