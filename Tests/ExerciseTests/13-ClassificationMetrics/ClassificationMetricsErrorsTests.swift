import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Where a classifier goes wrong: pairs, the class of lowest recall, confidence.
//
// Numbers were computed with exact fractions, or counted by hand; all of them were found again with
// NumPy.

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
      let rest = [(2, 0, 1), (0, 2, 0), (1, 3, 0), (2, 3, 0), (3, 0, 0), (3, 2, 0)]
      guard
        expect(
          try metrics.mostConfusedPairs(confusion: confusion, count: 6), equals: pairs(right),
          mistakes: [
            pairs([(0, 0, 20), (1, 1, 9)] + right[..<4]): Slip.diagonalPairs,
            pairs([(0, 1, 10), (1, 2, 6), (1, 3, 6), (0, 3, 5), (0, 2, 1), (2, 3, 0)]):
              Slip.unordered,
            pairs([(0, 1, 7), (1, 3, 6), (3, 0, 5), (1, 0, 3), (1, 2, 3), (2, 1, 3)]):
              Slip.pairsTransposed,
            pairs([(0, 1, 7), (1, 3, 6), (3, 0, 5), (1, 0, 3), (2, 1, 3), (1, 2, 3)]):
              Slip.pairsTransposed,
            pairs(rest[1...] + [(2, 0, 1)]): Slip.ascending,
            pairs(right[..<4] + [(2, 1, 3), (1, 2, 3)]): Slip.tiesByPrediction,
            pairs(right[..<3] + [(2, 1, 3), (1, 2, 3), (0, 1, 3)]): Slip.lastTie,
            pairs([(3, 1, 6), (2, 1, 3), (1, 0, 7), (0, 3, 5), (2, 0, 1), (1, 2, 3)]): Slip.rates,
            pairs(right + rest): Slip.allPairs,
          ])
      else { return }
      for count in [0, 1, 4] {
        try expect(
          metrics.mostConfusedPairs(confusion: confusion, count: count),
          equals: pairs(right[..<count]))
      }
      try expectTiesAndZeros()
      for (confusion, what) in drawnMatrices() where confusion.rows < 20 {
        guard try expectOrder(of: confusion, what) else { return }
      }
    }

    private func expectTiesAndZeros() throws {
      try expect(
        metrics.mostConfusedPairs(
          confusion: [[5, 0, 2, 2], [1, 4, 0, 0], [0, 0, 3, 0], [0, 0, 0, 2]], count: 3),
        equals: pairs([(0, 2, 2), (0, 3, 2), (1, 0, 1)]),
        mistakes: [pairs([(0, 3, 2), (0, 2, 2), (1, 0, 1)]): Slip.rowTies])
      // Fewer mistakes than pairs are wanted.
      for (confusion, first) in [([[9, 0], [1, 0]], 1), ([[0, 0], [3, 0]], 3)] as [(Matrix, Int)] {
        try expect(
          metrics.mostConfusedPairs(confusion: confusion, count: 2),
          equals: pairs([(1, 0, first), (0, 1, 0)]),
          mistakes: [pairs([(1, 0, first)]): Slip.zerosLeftOut])
      }
      try expect(
        metrics.mostConfusedPairs(confusion: [[2, 1, 0], [1, 2, 0], [1, 1, 2]], count: 2),
        equals: pairs([(0, 1, 1), (1, 0, 1)]))
      try expect(
        metrics.mostConfusedPairs(
          confusion: [[2, 0, 0, 0], [0, 1, 0, 0], [0, 2, 0, 0], [1, 0, 0, 0]], count: 2),
        equals: pairs([(2, 1, 2), (3, 0, 1)]))
      try expect(metrics.mostConfusedPairs(confusion: [[4]], count: 0), equals: [])
      // The last ones of 33 classes, and counts that differ by one in 10¹⁴.
      let corner = Matrix.zeros(33, 33).with(1e14, at: 0, 32).with(1e14, at: 31, 32)
        .with(1e14 + 1, at: 32, 3)
      try expect(
        metrics.mostConfusedPairs(confusion: corner, count: 4),
        equals: pairs([
          (32, 3, 100_000_000_000_001), (0, 32, 100_000_000_000_000),
          (31, 32, 100_000_000_000_000), (0, 1, 0),
        ]))
    }

    // Each pair once, with its count, and any two neighbours in their order.
    private func expectOrder(of confusion: Matrix, _ what: String) throws -> Bool {
      let pairCount = confusion.rows * (confusion.rows - 1)
      let all = try metrics.mostConfusedPairs(confusion: confusion, count: pairCount)
      let sentence = "all \(pairCount) pairs of \(what)"
      return try expect(all.count, equals: pairCount, "the number of \(sentence)")
        && expectProperty(
          all.allSatisfy {
            let classes = 0..<confusion.rows
            return classes.contains($0.trueClass) && classes.contains($0.predictedClass)
              && $0.trueClass != $0.predictedClass
              && confusion[$0.trueClass, $0.predictedClass] == Double($0.count)
          }, "\(sentence) have their counts")
        && expectProperty(
          zip(all, all.dropFirst()).allSatisfy { first, next in
            (next.count, first.trueClass, first.predictedClass)
              < (first.count, next.trueClass, next.predictedClass)
          }, "\(sentence) come by their counts, of equal ones by their classes")
        && expect(
          metrics.mostConfusedPairs(confusion: confusion, count: pairCount / 2),
          equals: Array(all.prefix(pairCount / 2)), "the first half of \(sentence)")
    }

    private func pairs(_ list: some Sequence<(Int, Int, Int)>) -> [ConfusedPair] {
      list.map { ConfusedPair(trueClass: $0, predictedClass: $1, count: $2) }
    }

    // Recalls are compared, not counts, and only those of classes that have samples.

    @Test(
      "The class of lowest recall is one that has samples",
      .hint(
        "What does a recall of 0 mean where the class has no sample, and what where it has some?")
    )
    func classOfLowestRecall() throws {
      let cases: [(Matrix, right: Int)] = [
        (sixClasses, 4), ([[5, 0, 0], [2, 2, 0], [0, 3, 3]], 1), (fiveClasses, 4),
        ([[3, 1], [1, 0]], 1), ([[0, 0], [3, 0]], 1), ([[0, 0, 0], [0, 2, 0], [0, 0, 3]], 1),
      ]
      // Nobody is found of several classes, or everybody of all.
      let ties: [(Matrix, right: Int)] = [
        ([[0, 2, 0], [1, 0, 3], [5, 0, 4]], 0), ([[1, 0, 0], [0, 0, 1], [0, 9, 0]], 1),
        ([[1, 0], [0, 8]], 0), ([[7]], 0),
      ]
      let yours = try cases.map { Double(try metrics.classOfLowestRecall(confusion: $0.0)) }
      let name = explanation(
        of: yours,
        among: [
          [0, 1, 4, 1, 1, 1]: Slip.lowestPrecision,
          [0, 1, 3, 1, 0, 0]: Slip.lowestPrecision,
          [5, 1, 4, 1, 1, 1]: Slip.lowestF1, [5, 1, 3, 1, 0, 0]: Slip.lowestF1,
          [1, 2, 2, 0, 1, 1]: Slip.mostMissed,
          [1, 2, 2, 0, 1, 0]: Slip.mostMissed,
          [3, 0, 1, 0, 1, 1]: Slip.highestRecall,
          [3, 0, 1, 0, 0, 1]: Slip.highestRecall,
          [2, 1, 4, 1, 1, 1]: Slip.fewestFound,
          [2, 1, 3, 1, 0, 0]: Slip.fewestFound,
          [4, 1, 3, 1, 0, 0]: Slip.emptyClass,
          [4, 2, 4, 1, 1, 2]: Slip.lastLowest,
        ])
      for (confusion, right) in cases {
        let answer = try metrics.classOfLowestRecall(confusion: confusion)
        expect(answer, equals: right, mistakes: name == nil ? [:] : [answer: name!])
      }
      for (confusion, right) in ties {
        try expect(metrics.classOfLowestRecall(confusion: confusion), equals: right)
      }

      for classes in classCounts where classes > 1 {
        for (k, place) in Sweep.places(in: classes).enumerated() where place > 0 {
          guard try expectLowest(at: place, of: classes, isGrowing: k % 2 == 0) else { return }
        }
      }
    }

    // At one place a class whose recall is ½ less 1e-12, before others of ½ and equal ones of more or of
    // fewer samples. The first class has none.
    private func expectLowest(at place: Int, of classes: Int, isGrowing: Bool) throws -> Bool {
      var confusion = Matrix.zeros(classes, classes)
      for c in 1..<classes {
        let size = Double(isGrowing ? c : classes - c) * 1e12
        let found = size / 2 - (c == place || c == classes - 1 ? size / 1e12 : 0)
        (confusion[c, c], confusion[c, 0]) = (found, size - found)
      }
      return try expect(
        metrics.classOfLowestRecall(confusion: confusion), equals: place,
        "the class of lowest recall of \(classes), where that of class \(place) and of the last is "
          + "½ − 1e-12, of class 0 nothing, and of all others ½")
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
      let right = [[0, 10, 11, 13], [1, 12, 14], [4, 8, 16], [5, 9, 15]]
      let groups = [
        yours.confidentRight, yours.confidentWrong, yours.uncertainRight, yours.uncertainWrong,
      ]
      let mistakes: KeyValuePairs<[[Int]], String> = [
        [[0, 2, 10, 11, 13], right[1], right[2], right[3]]: Slip.confidentAtBorder,
        [right[0], right[1], right[2], [3, 5, 9, 15]]: Slip.uncertainAtBorder,
        [right[0], right[1], [2, 4, 6, 8, 16, 17, 19], [3, 5, 7, 9, 15, 18, 20]]: Slip.noMiddle,
        [right[0], [], right[2], [1, 3, 5, 7, 9, 12, 14, 15, 18, 20]]: Slip.trueClass,
        [right[0], right[1], [4, 9, 16], [5, 8, 15]]: Slip.lastOfEqual,
        [right[1], right[0], right[3], right[2]]: Slip.rightAndWrong,
        right.map { $0.map { $0 + 1 } }: Slip.fromOne,
        [[10, 11], [1], [4, 6, 8, 16, 17], [3, 5, 9, 15, 18]]: Slip.margin,
      ]
      // One mistake must explain all four groups.
      let name = mistakes.first { $0.key == groups }?.value
      let names = ["confidentRight", "confidentWrong", "uncertainRight", "uncertainWrong"]
      for k in 0..<4 {
        expect(
          groups[k], equals: right[k], names[k], mistakes: name == nil ? [:] : [groups[k]: name!])
      }
      guard groups == right else { return }
      try expectBorders()
      for (k, classes) in [2, 3, 4, 17, 300].enumerated() {
        let drawn = DrawnProbabilities(
          draw: UInt64(22 + k), samples: [300, 60][k / 3], classCount: classes)
        try expectQuadrants(drawn.probabilities, drawn.labels, drawn.quadrants)
      }
    }

    private func expectBorders() throws {
      // The two borders with right and wrong exchanged; one class alone; rounded probabilities.
      try expectQuadrants([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7]], [1, 0, 0], [[], [], [], []])
      try expectQuadrants([[1], [1]], [0, 0], [[0, 1], [], [], []])
      try expectQuadrants(
        [[0.3333333, 0.3333333, 0.3333333], [0.0, 0.0000004, 1]], [0, 1], [[], [1], [0], []])
      // Close to the borders, at them, and close to a tie; sums that are a little off.
      for off in [1e-10, 1e-7] {
        try expectQuadrants(
          [
            [0.9 + off, 0.1 - off], [0.1 - off, 0.9 + off], [0.9 - off, 0.1 + off], [0.9, 0.1],
            [0.4 + off, 0.6 - off], [0.6 - off, 0.4 + off], [0.6 + off, 0.4 - off], [0.6, 0.4],
          ], [0, 0, 0, 0, 1, 1, 0, 0], [[0], [1], [4], [5]])
      }
      let (above, below, half) = ((0.9).nextUp, (0.6).nextDown, (0.5).nextUp)
      try expectQuadrants(
        [
          [above, 0.1], [0.1, above], [below, 0.4], [0.4, below], [0.5, 0.5], [0.5, 0.5],
          [0.5, half], [0.5, half], [0.95, 0.0500008], [0.95, 0.0499992],
        ], [0, 0, 0, 0, 0, 1, 1, 0, 0, 0], [[0, 8, 9], [1], [2, 4, 6], [3, 5, 7]])
    }

    private func expectQuadrants(
      _ probabilities: Matrix, _ labels: [Int], _ expected: [[Int]]
    ) throws {
      let yours = try metrics.confidenceQuadrants(probabilities: probabilities, labels: labels)
      for (name, group, right) in [
        ("confidentRight", yours.confidentRight, expected[0]),
        ("confidentWrong", yours.confidentWrong, expected[1]),
        ("uncertainRight", yours.uncertainRight, expected[2]),
        ("uncertainWrong", yours.uncertainWrong, expected[3]),
      ] { expect(group, equals: right, "\(name) of \(labels.count) samples") }
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
        case 1: generator.uniform(in: (classCount == 2 ? 0.505 : 0.45)..<0.595)
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
