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
      let isRight = try expect(
        selection.grid(options: [[0.1, 0.01], [0, 2, 1]]),
        equals: [[0.1, 0], [0.1, 2], [0.1, 1], [0.01, 0], [0.01, 2], [0.01, 1]],
        "the grid of [0.1, 0.01] and [0, 2, 1]",
        mistakes: [
          [[0.1, 0], [0.01, 0], [0.1, 2], [0.01, 2], [0.1, 1], [0.01, 1]]:
            SelectionSlip.firstFastest,
          [[0.1, 0], [0.01, 2]]: SelectionSlip.zipped,
          [[0, 0.1], [2, 0.1], [1, 0.1], [0, 0.01], [2, 0.01], [1, 0.01]]:
            SelectionSlip.columnsReversed,
          [[0, 0.1], [0, 0.01], [2, 0.1], [2, 0.01], [1, 0.1], [1, 0.01]]:
            SelectionSlip.columnsReversed,
          [[0.01, 0], [0.01, 1], [0.01, 2], [0.1, 0], [0.1, 1], [0.1, 2]]: SelectionSlip.sorted,
        ])
      guard isRight else { return }
      try expect(
        selection.grid(options: [[3, 1, 2]]), equals: [[3], [1], [2]],
        "the grid of one hyperparameter", mistakes: [[[1], [2], [3]]: SelectionSlip.sorted])
      try expect(
        selection.grid(options: [[5], [7, 7], [-1], [2, 4]]),
        equals: [[5, 7, -1, 2], [5, 7, -1, 4], [5, 7, -1, 2], [5, 7, -1, 4]],
        "a grid with an option that is given twice",
        mistakes: [[[5, 7, -1, 2], [5, 7, -1, 4]]: SelectionSlip.duplicatesDropped])

      var generator = SeededGenerator(seed: Student.seed)
      let options = [2, 3, 4].map { Vector.normal(count: $0, using: &generator) }
      try expect(
        selection.grid(options: options),
        equals: Matrix(rows: 24, columns: 3) { i, j in
          options[j][[i / 12, i / 4 % 3, i % 4][j]]
        }, "the grid of \(options)")
    }

    // In the first case every wrong rule chooses another configuration; then ties, diverged runs,
    // negative scores and test scores that nobody should look at.
    @Test(
      "The validation scores choose, the test score is reported",
      .hint("Who has seen the test data by the time the configuration has been chosen?"))
    func choice() throws {
      let (validation, test): (Vector, Vector) = (
        [0.5, 0.8, 0.9, 0.6, 0.75], [0.71, 0.95, 0.66, 0.5, 0.8]
      )
      let chosen = try selection.selection(validationScores: validation, testScores: test)
      let isRight =
        expect(
          chosen.index, equals: 2, "index for the validation scores \(validation)",
          mistakes: [
            1: SelectionSlip.chosenByTest, 0: SelectionSlip.lowestChosen,
            3: SelectionSlip.chosenFromOne,
          ])
        && expect(chosen.validationScore, equals: 0.9, "validationScore")
        && expect(
          chosen.testScore, equals: 0.66, "testScore",
          mistakes: [
            0.95: SelectionSlip.bestTestScore, 0.9: SelectionSlip.validationReported,
          ])
      guard isRight else { return }

      let cases: [(scores: Vector, index: Int, mistakes: KeyValuePairs<Int, String>)] = [
        ([0.6, 0.9, 0.7, 0.9], 1, [3: SelectionSlip.lastOfEquals]),
        (
          [.nan, 0.3, 0.8, .nan, 0.2], 2,
          [0: SelectionSlip.diverged, 3: SelectionSlip.diverged, 1: SelectionSlip.diverged]
        ),
        ([-3, -1, -2], 1, [0: SelectionSlip.choiceFromZero, -1: SelectionSlip.choiceFromZero]),
        ([.nan, -5], 1, [0: SelectionSlip.diverged]), ([0.25], 0, [:]),
      ]
      for (scores, index, mistakes) in cases {
        var test = Vector(repeating: .nan, count: scores.count)
        test[index] = 0.125
        let chosen = try selection.selection(validationScores: scores, testScores: test)
        guard
          expect(
            chosen.index, equals: index, "index for the validation scores \(scores)",
            mistakes: mistakes),
          expect(
            Vector([chosen.validationScore, chosen.testScore]), equals: [scores[index], 0.125],
            "validationScore and testScore")
        else { return }
      }

      var generator = SeededGenerator(seed: Student.seed)
      for _ in 0..<5 {
        let scores = Vector.normal(count: 9, using: &generator).map { ($0 * 2).rounded() / 2 }
        let test = Vector.normal(count: 9, using: &generator)
        var best = 0
        for i in 1..<9 where scores[i] > scores[best] { best = i }
        try expect(
          selection.selection(validationScores: scores, testScores: test),
          equals: ChosenConfiguration(
            index: best, validationScore: scores[best], testScore: test[best]),
          "the choice for the validation scores \(scores) and the test scores \(test)")
      }
      guard try expectPurposes() else { return }
    }

    private func expectPurposes() throws -> Bool {
      let decision: KeyValuePairs<DataSplit, String> = [
        .test: SelectionSlip.decidedOnTest, .training: SelectionSlip.decidedOnTraining,
      ]
      let answers: [(DataPurpose, DataSplit, KeyValuePairs<DataSplit, String>)] = [
        (.gradients, .training, [.test: SelectionSlip.decidedOnTest]),
        (
          .standardization, .training,
          [.validation: SelectionSlip.measuredOnAll, .test: SelectionSlip.measuredOnAll]
        ),
        (.learningRate, .validation, decision), (.stopping, .validation, decision),
        (.representation, .validation, decision),
        (
          .report, .test,
          [
            .validation: SelectionSlip.reportedOnValidation,
            .training: SelectionSlip.decidedOnTraining,
          ]
        ),
      ]
      return try answers.allSatisfy { purpose, split, mistakes in
        try expect(
          selection.dataSplit(for: purpose), equals: split, "the data for \(purpose)",
          mistakes: mistakes)
      }
    }
  }
}
