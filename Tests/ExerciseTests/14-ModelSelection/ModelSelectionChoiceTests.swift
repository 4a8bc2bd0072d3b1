import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ModelSelectionSuites {
  @Suite("14 · Model selection: grids and choices", .part(4))
  struct ModelSelectionChoiceTests {
    let selection = Student.answer.modelSelection

    // By hand, and again as itertools.product gives them. The random grid is compared by its row
    // numbers: of hyperparameters with 2, 3 and 4 options, row 12a + 4b + c has the options a, b, c.

    @Test(
      "The grid has all combinations, the last hyperparameter fastest",
      .hint("Which of three nested loops goes round most often?"))
    func grid() throws {
      let right: Matrix = [[0.1, 0], [0.1, 2], [0.1, 1], [0.01, 0], [0.01, 2], [0.01, 1]]
      let turned: Matrix = [[0.1, 0], [0.01, 0], [0.1, 2], [0.01, 2], [0.1, 1], [0.01, 1]]
      guard
        try expect(
          selection.grid(options: [[0.1, 0.01], [0, 2, 1]]), equals: right,
          "the grid of [0.1, 0.01] and [0, 2, 1]",
          mistakes: [
            turned: Slip.firstFastest, [[0.1, 0], [0.01, 2]]: Slip.zipped,
            Matrix(rows: (0..<6).map { Vector(right.row($0).reversed()) }): Slip.columnsReversed,
            Matrix(rows: (0..<6).map { Vector(turned.row($0).reversed()) }): Slip.columnsReversed,
            [[0.01, 0], [0.01, 1], [0.01, 2], [0.1, 0], [0.1, 1], [0.1, 2]]: Slip.sorted,
          ])
      else { return }
      try expect(
        selection.grid(options: [[3, 1, 2]]), equals: [[3], [1], [2]],
        "the grid of one hyperparameter", mistakes: [[[1], [2], [3]]: Slip.sorted])
      try expect(
        selection.grid(options: [[5], [7, 7], [-1], [2, 4]]),
        equals: [[5, 7, -1, 2], [5, 7, -1, 4], [5, 7, -1, 2], [5, 7, -1, 4]],
        "a grid with an option that is given twice",
        mistakes: [[[5, 7, -1, 2], [5, 7, -1, 4]]: Slip.duplicatesDropped])
      var generator = SeededGenerator(seed: Student.seed)
      for counts in [[2, 3, 4], [1, 300, 1], [7, 13, 17], Array(repeating: 2, count: 12), [1]] {
        let options = counts.enumerated().map {
          generator.vector($1, deviation: Sweep.magnitudes[$0 % 7])
        }
        let periods = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
        let right = Matrix(rows: counts.reduce(1, *), columns: counts.count) { i, j in
          options[j][i / periods[j] % counts[j]]
        }
        guard
          try expect(
            selection.grid(options: options), equals: right, "the grid of \(counts) options",
            tolerance: .exact)
        else { return }
      }
    }

    // In the first case every wrong rule chooses another configuration; then ties, diverged runs and
    // negative scores. The test data write down who asks for what: only the chosen configuration may.

    @Test(
      "The validation scores choose, the test score is reported",
      .hint("Who has seen the test data by the time the configuration has been chosen?"))
    func choice() throws {
      guard try expectTwoChoices(), try expectErrorPassedOn(), try expectUnusualScores(),
        try expectPlaces(), try expectAnyTestScore()
      else { return }
      _ = try expectPurposes()
    }

    private typealias Choice = ChosenConfiguration

    // Two choices, and what each mistake would make of them.
    private func expectTwoChoices() throws -> Bool {
      let (scores, tests): ([Vector], [Vector]) = (
        [[0.5, 0.8, 0.9, 0.6, 0.75], [0.4, 0.7, 0.3, 0.65]],
        [[0.71, 0.95, 0.66, 0.5, 0.8], [0.9, 0.55, 0.6, 0.8]]
      )
      // The index, and where the two scores come from.
      func choices(_ places: (Int, Int, Int)...) -> [Choice] {
        places.enumerated().map { k, place in
          Choice(index: place.0, validationScore: scores[k][place.1], testScore: tests[k][place.2])
        }
      }
      let right = choices((2, 2, 2), (1, 1, 1))
      let mistakes: [(sentence: String, choices: [Choice])] = [
        (Slip.chosenByTest, choices((1, 1, 1), (0, 0, 0))),
        (Slip.lowestChosen, choices((0, 0, 0), (2, 2, 2))),
        (Slip.chosenFromOne, choices((3, 2, 2), (2, 1, 1))),
        (Slip.bestTestScore, choices((2, 2, 1), (1, 1, 0))),
        (
          Slip.validationReported,
          right.map {
            Choice(
              index: $0.index, validationScore: $0.validationScore, testScore: $0.validationScore)
          }
        ),
      ]
      let data = tests.map(TestData.init)
      let chosen = try zip(scores, data).map { scores, data in
        try selection.selection(validationScores: scores, testScore: data.score)
      }
      let name = mistakes.first { $0.choices == chosen }?.sentence
      return chosen.indices.allSatisfy { k in
        expect(
          chosen[k], equals: right[k], "the choice for the validation scores \(scores[k])",
          mistakes: name.map { [chosen[k]: $0] } ?? [:])
      } && zip(data, right).allSatisfy { expectOneQuestion($0, about: $1.index) }
    }

    // With NaN among the scores, below 0, or with two equal ones: which of them are wrong?
    private func expectUnusualScores() throws -> Bool {
      let cases: [(scores: Vector, index: Int)] = [
        ([0.6, 0.9, 0.7, 0.9], 1), ([.nan, 0.3, 0.8, .nan, 0.2], 2), ([-3, -1, -2], 1),
        ([.nan, -5], 1), ([0.25], 0),
      ]
      let yours = try cases.map { scores, index in
        var test = Vector(repeating: .nan, count: scores.count)
        test[index] = 0.125
        return try selection.selection(validationScores: scores, testScore: TestData(test).score)
      }
      let wrong = cases.indices.filter { yours[$0].index != cases[$0].index }
      let mistake: String? =
        switch wrong {
        case [0] where yours[0].index == 3: Slip.lastOfEquals
        case [2], [2, 3]: Slip.choiceFromZero
        case [1], [3], [1, 3]: Slip.diverged
        default: nil
        }
      return zip(yours, cases).allSatisfy { choice, each in
        let (scores, index) = each
        return expect(
          choice.index, equals: index, "index for the validation scores \(scores)",
          mistakes: mistake.map { [choice.index: $0] } ?? [:])
          && expect(
            Vector([choice.validationScore, choice.testScore]), equals: [scores[index], 0.125],
            "validationScore and testScore for the validation scores \(scores)")
      }
    }

    // The best at each place, by one unit in the last place; then equal ones, and NaN here and there.
    private func expectPlaces() throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed)
      for (k, count) in Sweep.counts.enumerated() {
        let rest = (k % 2 == 0 ? 3.3 : -3.3) * Sweep.magnitudes[k % 7]
        let scoresOnTest = generator.vector(count)
        for place in Sweep.places(in: count) {
          let scores = Vector(
            (0..<count).map { i in
              guard i != place, i != count - 1 else { return rest.nextUp }
              return i % 5 == 2 ? .nan : i % 3 == 1 ? rest.nextDown : rest
            })
          let test = TestData(scoresOnTest)
          guard
            try expect(
              selection.selection(validationScores: scores, testScore: test.score),
              equals: Choice(
                index: place, validationScore: rest.nextUp, testScore: scoresOnTest[place]),
              "the choice among \(count) scores close to \(rest), of which that at \(place) is the "
                + "first of the largest"), expectOneQuestion(test, about: place)
          else { return false }
        }
      }
      return true
    }

    // What the test data say is handed on, whatever it is.
    private func expectAnyTestScore() throws -> Bool {
      try [-3.5, 40, .infinity, -.infinity, .nan].allSatisfy { score in
        let choice = try selection.selection(validationScores: [0.5, 0.75]) { _ in score }
        return expectProperty(
          choice.testScore == score || (choice.testScore.isNaN && score.isNaN),
          "a testScore of \(score) is handed on as it is; yours is \(choice.testScore)")
      }
    }

    private func expectOneQuestion(_ test: TestData, about index: Int) -> Bool {
      expectProperty(
        test.asked == [index],
        "the test score is asked for once, for the chosen configuration \(index); yours is asked for "
          + "\(test.asked)",
        mistake: Set(test.asked).count > 1 ? Slip.testedAll : Slip.testedTwice)
    }

    private func expectErrorPassedOn() throws -> Bool {
      struct NoTestData: Error {}
      let choice: ChosenConfiguration
      do {
        choice = try selection.selection(validationScores: [0.5, 0.75]) { _ in
          throw NoTestData()
        }
      } catch is NoTestData { return true }
      return expectProperty(
        false, "an error of `testScore` is passed on; yours chooses \(choice)",
        mistake: Slip.testErrorSwallowed)
    }

    private func expectPurposes() throws -> Bool {
      let decision: KeyValuePairs<DataSplit, String> = [
        .test: Slip.decidedOnTest, .training: Slip.decidedOnTraining,
      ]
      let answers: [(DataPurpose, DataSplit, KeyValuePairs<DataSplit, String>)] = [
        (.gradients, .training, [.test: Slip.decidedOnTest]),
        (
          .standardization, .training, [.validation: Slip.measuredOnAll, .test: Slip.measuredOnAll]
        ),
        (.learningRate, .validation, decision), (.stopping, .validation, decision),
        (.representation, .validation, decision),
        (
          .report, .test,
          [.validation: Slip.reportedOnValidation, .training: Slip.decidedOnTraining]
        ),
      ]
      return try answers.allSatisfy { purpose, split, mistakes in
        try conceptCheck {
          try expect(
            selection.dataSplit(for: purpose), equals: split, "the data for \(purpose)",
            mistakes: mistakes)
        }
      }
    }
  }
}

/// Test scores, and a list of the configurations for which they were asked.
private final class TestData {
  private let scores: Vector
  private(set) var asked: [Int] = []

  init(_ scores: Vector) { self.scores = scores }

  func score(of index: Int) -> Double {
    asked.append(index)
    return scores.indices.contains(index) ? scores[index] : .nan
  }
}
