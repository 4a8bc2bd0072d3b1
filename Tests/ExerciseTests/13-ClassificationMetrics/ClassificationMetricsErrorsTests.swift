import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Where a classifier goes wrong: pairs, the class of lowest recall, confidence.
//
// Numbers come from the reference cases classification_metrics-01, -02, -04 and -05, or are counted by
// hand; all of them were found again with NumPy.

extension ClassificationMetricsSuites {
  @Suite("13 · Classification metrics: errors", .part(3))
  struct ClassificationMetricsErrorsTests {
    let metrics = Student.answer.classificationMetrics

    // Ordered pairs i ≠ j by C[i, j], descending; ties by i, then by j.
    @Test(
      "The most confused pairs come in the order of their counts",
      .hint("Which entries of the matrix are confusions? In what order are two with equal counts?"))
    func mostConfusedPairs() throws {
      // (true, predicted, count)
      let right = [(1, 0, 7), (3, 1, 6), (0, 3, 5), (0, 1, 3), (1, 2, 3), (2, 1, 3)]
      let confusion: Matrix = [[20, 3, 0, 5], [7, 9, 3, 0], [1, 3, 2, 0], [0, 6, 0, 1]]
      guard
        expect(
          try metrics.mostConfusedPairs(confusion: confusion, count: 6), equals: pairs(right),
          mistakes: [
            pairs([(0, 0, 20), (1, 1, 9), (1, 0, 7), (3, 1, 6), (0, 3, 5), (0, 1, 3)]):
              MetricsMistake.diagonalPairs,
            pairs([(0, 1, 10), (1, 2, 6), (1, 3, 6), (0, 3, 5), (0, 2, 1), (2, 3, 0)]):
              MetricsMistake.unordered,
            pairs([(0, 1, 7), (1, 3, 6), (3, 0, 5), (1, 0, 3), (1, 2, 3), (2, 1, 3)]):
              MetricsMistake.pairsTransposed,
            pairs([(0, 1, 7), (1, 3, 6), (3, 0, 5), (1, 0, 3), (2, 1, 3), (1, 2, 3)]):
              MetricsMistake.pairsTransposed,
            pairs([(0, 2, 0), (1, 3, 0), (2, 3, 0), (3, 0, 0), (3, 2, 0), (2, 0, 1)]):
              MetricsMistake.ascending,
            pairs([(1, 0, 7), (3, 1, 6), (0, 3, 5), (0, 1, 3), (2, 1, 3), (1, 2, 3)]):
              MetricsMistake.tiesByPrediction,
            pairs([(1, 0, 7), (3, 1, 6), (0, 3, 5), (2, 1, 3), (1, 2, 3), (0, 1, 3)]):
              MetricsMistake.lastTie,
            pairs([(3, 1, 6), (2, 1, 3), (1, 0, 7), (0, 3, 5), (2, 0, 1), (1, 2, 3)]):
              MetricsMistake.rates,
            pairs(
              right + [(2, 0, 1), (0, 2, 0), (1, 3, 0), (2, 3, 0), (3, 0, 0), (3, 2, 0)]):
              MetricsMistake.allPairs,
          ])
      else { return }
      for count in [0, 1, 4] {
        try expect(
          metrics.mostConfusedPairs(confusion: confusion, count: count),
          equals: pairs(Array(right.prefix(count))))
      }
      try expect(
        metrics.mostConfusedPairs(
          confusion: [[5, 0, 2, 2], [1, 4, 0, 0], [0, 0, 3, 0], [0, 0, 0, 2]], count: 3),
        equals: pairs([(0, 2, 2), (0, 3, 2), (1, 0, 1)]),
        mistakes: [pairs([(0, 3, 2), (0, 2, 2), (1, 0, 1)]): MetricsMistake.rowTies])
      // Fewer mistakes than pairs are wanted.
      try expect(
        metrics.mostConfusedPairs(confusion: [[9, 0], [1, 0]], count: 2),
        equals: pairs([(1, 0, 1), (0, 1, 0)]),
        mistakes: [pairs([(1, 0, 1)]): MetricsMistake.zerosLeftOut])
      try expect(
        metrics.mostConfusedPairs(confusion: [[0, 0], [3, 0]], count: 2),
        equals: pairs([(1, 0, 3), (0, 1, 0)]),
        mistakes: [pairs([(1, 0, 3)]): MetricsMistake.zerosLeftOut])
      try expect(
        metrics.mostConfusedPairs(confusion: [[2, 1, 0], [1, 2, 0], [1, 1, 2]], count: 2),
        equals: pairs([(0, 1, 1), (1, 0, 1)]))
      try expect(
        metrics.mostConfusedPairs(
          confusion: [[2, 0, 0, 0], [0, 1, 0, 0], [0, 2, 0, 0], [1, 0, 0, 0]], count: 2),
        equals: pairs([(2, 1, 2), (3, 0, 1)]))
      try expect(metrics.mostConfusedPairs(confusion: [[4]], count: 0), equals: [])

      let drawn = DrawnPredictions(draw: 20, samples: 120, classCount: 6)
      let all = taken(from: drawn.confusion)
      for count in [9, 30, 9] {
        try expect(
          metrics.mostConfusedPairs(confusion: drawn.confusion, count: count),
          equals: Array(all.prefix(count)), "the first \(count) pairs")
      }
    }

    private func pairs(_ list: [(Int, Int, Int)]) -> [ConfusedPair] {
      list.map { ConfusedPair(trueClass: $0, predictedClass: $1, count: $2) }
    }

    /// All pairs: for each count from the largest down, whatever has it, row by row.
    private func taken(from confusion: Matrix) -> [ConfusedPair] {
      var result: [ConfusedPair] = []
      for count in stride(from: Int(confusion.maximum()), through: 0, by: -1) {
        for i in 0..<confusion.rows {
          for j in 0..<confusion.columns where i != j && Int(confusion[i, j]) == count {
            result.append(ConfusedPair(trueClass: i, predictedClass: j, count: count))
          }
        }
      }
      return result
    }

    // Recalls are compared, not counts, and only those of classes that have samples.
    @Test(
      "The class of lowest recall is one that has samples",
      .hint(
        "What does a recall of 0 mean where the class has no sample, and what where it has some?")
    )
    func classOfLowestRecall() throws {
      guard
        try expect(
          metrics.classOfLowestRecall(confusion: sixClasses), equals: 4,
          mistakes: [
            0: MetricsMistake.lowestPrecision, 5: MetricsMistake.lowestF1,
            1: MetricsMistake.mostMissed, 3: MetricsMistake.highestRecall,
            2: MetricsMistake.fewestFound,
          ]),
        try expect(
          metrics.classOfLowestRecall(confusion: [[5, 0, 0], [2, 2, 0], [0, 3, 3]]), equals: 1,
          mistakes: [2: MetricsMistake.lastLowest]),
        try expect(
          metrics.classOfLowestRecall(confusion: fiveClasses), equals: 4,
          mistakes: [3: MetricsMistake.emptyClass])
      else { return }
      try expect(metrics.classOfLowestRecall(confusion: [[3, 1], [1, 0]]), equals: 1)
      try expect(
        metrics.classOfLowestRecall(confusion: [[0, 0], [3, 0]]), equals: 1,
        mistakes: [0: MetricsMistake.emptyClass])
      try expect(
        metrics.classOfLowestRecall(confusion: [[0, 0, 0], [0, 2, 0], [0, 0, 3]]), equals: 1,
        mistakes: [0: MetricsMistake.emptyClass, 2: MetricsMistake.lastLowest])

      let drawn = DrawnPredictions(draw: 21, samples: 90, classCount: 6)
      // a/b < c/d in whole numbers, so that nothing is rounded.
      let lowest = (0..<6).filter { drawn.count($0, as: nil) > 0 }.reduce(nil as Int?) { best, c in
        guard let best else { return c }
        let isLower =
          drawn.count(c, as: c) * drawn.count(best, as: nil)
          < drawn.count(best, as: best) * drawn.count(c, as: nil)
        return isLower ? c : best
      }
      for _ in 1...2 {
        try expect(
          metrics.classOfLowestRecall(confusion: drawn.confusion), equals: #require(lowest),
          "the class of lowest recall among 90 drawn samples")
      }
    }

    // Confidence is the largest probability of the row: > 0.9, < 0.6, or neither.
    @Test(
      "Confident and uncertain predictions, right and wrong",
      .hint("What is the confidence of the row [0.25, 0.3, 0.45], and which class is predicted?"))
    func confidenceQuadrants() throws {
      let probabilities: Matrix = [
        [0.055, 0.945, 0], [0.96, 0.02, 0.02], [0.9, 0.06, 0.04], [0.6, 0.25, 0.15],
        [0.59, 0.2, 0.21], [0.25, 0.3, 0.45], [0.75, 0.2, 0.05], [0.1, 0.8, 0.1],
        [0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [0.01, 0.01, 0.98], [0.94, 0.03, 0.03],
        [0.02, 0.06, 0.92], [0.097, 0.901, 0.002], [0.001, 0.098, 0.901], [0.599, 0.2, 0.201],
        [0.599, 0.2, 0.201], [0.2, 0.199, 0.601], [0.2, 0.199, 0.601], [0.899, 0.1, 0.001],
        [0.899, 0.1, 0.001],
      ]
      let labels = [1, 2, 0, 1, 0, 0, 0, 2, 0, 2, 2, 0, 1, 1, 0, 1, 0, 2, 0, 0, 1]
      let yours = try metrics.confidenceQuadrants(probabilities: probabilities, labels: labels)
      let isRight = [
        expect(
          yours.confidentRight, equals: [0, 10, 11, 13], "confidentRight",
          mistakes: [
            [0, 2, 10, 11, 13]: MetricsMistake.confidentAtBorder,
            [1, 12, 14]: MetricsMistake.rightAndWrong,
            [1, 11, 12, 14]: MetricsMistake.fromOne, [10, 11]: MetricsMistake.margin,
          ]),
        expect(
          yours.confidentWrong, equals: [1, 12, 14], "confidentWrong",
          mistakes: [
            []: MetricsMistake.trueClass, [0, 10, 11, 13]: MetricsMistake.rightAndWrong,
            [2, 13, 15]: MetricsMistake.fromOne,
          ]),
        expect(
          yours.uncertainRight, equals: [4, 8, 16], "uncertainRight",
          mistakes: [
            [2, 4, 6, 8, 16, 17, 19]: MetricsMistake.noMiddle,
            [4, 9, 16]: MetricsMistake.lastOfEqual,
            [5, 9, 15]: MetricsMistake.rightAndWrong, [5, 9, 17]: MetricsMistake.fromOne,
          ]),
        expect(
          yours.uncertainWrong, equals: [5, 9, 15], "uncertainWrong",
          mistakes: [
            [3, 5, 9, 15]: MetricsMistake.uncertainAtBorder,
            [3, 5, 7, 9, 15, 18, 20]: MetricsMistake.noMiddle,
            [5, 8, 15]: MetricsMistake.lastOfEqual, [4, 8, 16]: MetricsMistake.rightAndWrong,
            [1, 3, 5, 7, 9, 12, 14, 15, 18, 20]: MetricsMistake.trueClass,
          ]),
      ]
      guard isRight.allSatisfy(\.self) else { return }

      // The two borders with right and wrong exchanged; one class alone; rounded probabilities.
      try expectQuadrants([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]], [1, 0, 0], [[], [], [], []])
      try expectQuadrants([[1], [1]], [0, 0], [[0, 1], [], [], []])
      try expectQuadrants(
        [[0.3333333, 0.3333333, 0.3333333], [0.0, 0.0000004, 1]], [0, 1], [[], [1], [0], []])

      let drawn = DrawnProbabilities(draw: 22, samples: 60, classCount: 4)
      for _ in 1...2 { try expectQuadrants(drawn.probabilities, drawn.labels, drawn.quadrants) }
    }

    private func expectQuadrants(
      _ probabilities: Matrix, _ labels: [Int], _ expected: [[Int]],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let yours = try metrics.confidenceQuadrants(probabilities: probabilities, labels: labels)
      for (name, group, right) in [
        ("confidentRight", yours.confidentRight, expected[0]),
        ("confidentWrong", yours.confidentWrong, expected[1]),
        ("uncertainRight", yours.uncertainRight, expected[2]),
        ("uncertainWrong", yours.uncertainWrong, expected[3]),
      ] {
        expect(
          group, equals: right, "\(name) of \(labels.count) samples", sourceLocation: sourceLocation
        )
      }
    }
  }
}

/// Probabilities that are drawn from the seed together with the group in which each sample belongs.
private struct DrawnProbabilities {
  private(set) var probabilities: Matrix
  private(set) var labels: [Int] = []
  private(set) var quadrants: [[Int]] = [[], [], [], []]

  init(draw: UInt64, samples: Int, classCount: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 1300 &+ draw)
    probabilities = .zeros(samples, classCount)
    for i in 0..<samples {
      let order = generator.permutation(of: classCount)
      // The winner's probability; the rest is divided among the others so that none comes near it.
      let level = i % 3
      let confidence =
        switch level {
        case 0: generator.uniform(in: 0.905..<0.995)
        case 1: generator.uniform(in: 0.45..<0.595)
        default: generator.uniform(in: 0.605..<0.895)
        }
      let parts = Vector.uniform(count: classCount - 1, in: 1..<1.5, using: &generator)
      let rest = (1 - confidence) * parts / parts.sum()
      probabilities[i, order[0]] = confidence
      for k in 1..<classCount { probabilities[i, order[k]] = rest[k - 1] }
      let isRight = generator.uniform() < 0.5
      labels.append(isRight ? order[0] : order[1])
      if level < 2 { quadrants[2 * level + (isRight ? 0 : 1)].append(i) }
    }
  }
}
