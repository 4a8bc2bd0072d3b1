import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The scores of the classes and their averages.
//
// Numbers were computed with exact fractions; all of them were computed again with NumPy.

extension ClassificationMetricsSuites {
  @Suite("13 · Classification metrics: scores", .part(2))
  struct ClassificationMetricsScoresTests {
    let metrics = Student.answer.classificationMetrics

    let threeClasses: Matrix = [[2, 1, 0], [1, 2, 0], [1, 1, 2]]
    let fourClasses: Matrix = [[2, 0, 0, 0], [0, 1, 0, 0], [0, 2, 0, 0], [1, 0, 0, 0]]
    let rareClass: Matrix = [[9, 0], [1, 0]]

    // Support is the sum of a row; precision divides the diagonal by the sums of the columns, recall
    // by those of the rows. 0/0 is 0.

    @Test(
      "Support, precision and recall of each class",
      .hint(
        "Of which samples does the precision of a class speak? In which row or column are they?"))
    func precisionAndRecall() throws {
      // Among the five classes every mistake gives numbers of its own.
      guard
        try expectSupport(fiveClasses, equals: [9, 4, 8, 0, 3]),
        try expectPrecision(fiveClasses, equals: [0.75, 3.0 / 7, 0.8, 0, 0]),
        try expectRecall(fiveClasses, equals: [2.0 / 3, 0.75, 0.5, 0, 0])
      else { return }
      let cases: [(Matrix, support: [Int], precision: Vector, recall: Vector)] = [
        (threeClasses, [3, 3, 4], [0.5, 0.5, 1], [2.0 / 3, 2.0 / 3, 0.5]),
        (fourClasses, [2, 1, 2, 1], [2.0 / 3, 1.0 / 3, 0, 0], [1, 1, 0, 0]),
        (rareClass, [9, 1], [0.9, 0], [1, 0]),
      ]
      for (confusion, support, precision, recall) in cases {
        try expect(metrics.support(confusion: confusion), equals: support)
        try expect(metrics.precision(confusion: confusion), equals: precision)
        try expect(metrics.recall(confusion: confusion), equals: recall)
      }
      try expect(
        metrics.support(confusion: [[9e14, 1], [0, 5e13]]),
        equals: [900_000_000_000_001, 50_000_000_000_000])
      for (confusion, what) in drawnMatrices() {
        guard try expectScores(of: confusion, what) else { return }
      }
    }

    private func expectScores(of confusion: Matrix, _ what: String) throws -> Bool {
      let counts = Counts(confusion)
      return try expect(
        metrics.support(confusion: confusion), equals: counts.inRow.map { Int($0) },
        "the support of \(what)")
        && expect(
          metrics.precision(confusion: confusion), equals: counts.precision,
          "the precision of \(what)", tolerance: .relative(1e-9))
        && expect(
          metrics.recall(confusion: confusion), equals: counts.recall, "the recall of \(what)",
          tolerance: .relative(1e-9))
    }

    // F1 = 2PR/(P + R), and 0 where both are 0.

    @Test(
      "The F1 of a class is the harmonic mean of its precision and recall",
      .hint("What is the F1 of a class with P = R = 1? And of one that was never found?"))
    func f1() throws {
      // Among the five classes every mistake gives numbers of its own.
      guard try expectF1(fiveClasses, equals: [12.0 / 17, 6.0 / 11, 8.0 / 13, 0, 0]) else { return }
      try expect(metrics.f1(confusion: threeClasses), equals: [4.0 / 7, 4.0 / 7, 2.0 / 3])
      try expect(metrics.f1(confusion: fourClasses), equals: [0.8, 0.5, 0, 0])
      try expect(metrics.f1(confusion: rareClass), equals: [18.0 / 19, 0])
      // A class that neither occurs nor is predicted, and classes without a mistake.
      try expect(metrics.f1(confusion: [[5, 0, 0], [0, 0, 0], [0, 0, 2]]), equals: [1, 0, 1])
      // Nothing is right.
      try expect(metrics.f1(confusion: [[0, 3], [2, 0]]), equals: [0, 0])

      // F1 is the right predictions, twice, among all samples and all predictions of the class.
      for (confusion, what) in drawnMatrices() {
        let counts = Counts(confusion)
        let right = counts.quotients(2 * counts.right, counts.inRow + counts.inColumn)
        guard
          try expect(
            metrics.f1(confusion: confusion), equals: right, "the F1 of \(what)",
            tolerance: .relative(1e-9))
        else { return }
      }
    }

    // Macro: the mean over the classes. Weighted: the same with the supports as weights. Micro: from
    // the counts of all classes, put together.

    @Test(
      "The macro, weighted and micro averages of the three scores",
      .hint(
        "How much does a class with one sample count in the average, and how much one with 100?"))
    func averages() throws {
      guard
        try expectAverages(
          fiveClasses, .macro, precision: 277.0 / 700, recall: 23.0 / 60, f1: 4538.0 / 12155),
        try expectAverages(
          fiveClasses, .weighted, precision: 2081.0 / 3360, recall: 13.0 / 24, f1: 8179.0 / 14586),
        try expectAverages(
          fiveClasses, .micro, precision: 13.0 / 24, recall: 13.0 / 24, f1: 13.0 / 24)
      else { return }
      let cases: [(Matrix, Averaging, Vector)] = [
        (threeClasses, .macro, [2.0 / 3, 11.0 / 18, 38.0 / 63]),
        (fourClasses, .macro, [0.25, 0.5, 0.325]), (rareClass, .macro, [0.45, 0.5, 9.0 / 19]),
        (rareClass, .weighted, [0.81, 0.9, 81.0 / 95]), (rareClass, .micro, [0.9, 0.9, 0.9]),
        ([[0, 3], [2, 0]], .micro, [0, 0, 0]),
      ]
      for (confusion, averaging, right) in cases {
        let yours = try metrics.averageScores(confusion: confusion, averaging: averaging)
        expect(
          [yours.precision, yours.recall, yours.f1], equals: right,
          "precision, recall and F1 of averageScores(confusion: \(confusion), "
            + "averaging: .\(averaging.rawValue))")
      }

      for (confusion, what) in drawnMatrices() {
        guard try expectAverages(of: confusion, what) else { return }
      }
    }

    // A class may be repeated for each of its samples, so there aren't too many of these.
    private func expectAverages(of confusion: Matrix, _ what: String) throws -> Bool {
      let counts = Counts(confusion)
      let f1 = counts.quotients(2 * counts.right, counts.inRow + counts.inColumn)
      let scores = Matrix(rows: [counts.precision, counts.recall, f1])
      let sums = scores.rowSums()
      let occurring = (0..<confusion.rows).count { counts.inRow[$0] + counts.inColumn[$0] > 0 }
      let withSamples = counts.inRow.count { $0 > 0 }
      let skipping: KeyValuePairs<Vector, String> = [
        sums / Double(occurring): Slip.skipsClasses, sums / Double(withSamples): Slip.skipsClasses,
      ]
      let rights: [(Averaging, Vector)] = [
        (.macro, sums / Double(confusion.rows)),
        (.weighted, matmul(scores, counts.inRow) / counts.total), (.micro, counts.share * .ones(3)),
      ]
      return try rights.allSatisfy { averaging, right in
        guard averaging != .weighted || counts.total < 1e7 else { return true }
        let yours = try metrics.averageScores(confusion: confusion, averaging: averaging)
        return expect(
          [yours.precision, yours.recall, yours.f1], equals: right,
          "the \(averaging.rawValue) precision, recall and F1 of \(what)",
          tolerance: .relative(1e-9), mistakes: averaging == .macro ? skipping : [:])
      }
    }

    private func expectSupport(_ confusion: Matrix, equals expected: [Int]) throws -> Bool {
      let counts = Counts(confusion)
      return try expect(
        metrics.support(confusion: confusion), equals: expected,
        mistakes: [
          counts.inColumn.map { Int($0) }: Slip.predictedCounts,
          counts.right.map { Int($0) }: Slip.rightCounts,
        ])
    }

    private func expectPrecision(_ confusion: Matrix, equals expected: Vector) throws -> Bool {
      let counts = Counts(confusion)
      let (right, all) = (counts.right, counts.inColumn)
      return try expect(
        metrics.precision(confusion: confusion), equals: expected,
        mistakes: [
          counts.recall: Slip.precisionIsRecall,
          counts.quotients(right, counts.inRow, zero: .nan): Slip.precisionIsRecall,
          counts.quotients(right, all, zero: .nan): Slip.zeroQuotient,
          counts.quotients(right, all, zero: 1): Slip.zeroIsOne,
          right / (all + 1e-8): Slip.epsilon,
          counts.quotients(right, all - right): Slip.precisionOdds,
          right / counts.total: Slip.shareOfAll,
          (right + counts.trueNegatives) / counts.total: Slip.binaryAccuracy,
        ])
    }

    private func expectRecall(_ confusion: Matrix, equals expected: Vector) throws -> Bool {
      let counts = Counts(confusion)
      let (right, all) = (counts.right, counts.inRow)
      return try expect(
        metrics.recall(confusion: confusion), equals: expected,
        mistakes: [
          counts.precision: Slip.recallIsPrecision,
          counts.quotients(right, counts.inColumn, zero: .nan): Slip.recallIsPrecision,
          counts.quotients(right, all, zero: .nan): Slip.zeroQuotient,
          counts.quotients(right, all, zero: 1): Slip.zeroIsOne,
          right / (all + 1e-8): Slip.epsilon,
          counts.quotients(right, all - right): Slip.recallOdds,
          right / counts.total: Slip.shareOfAll,
          (right + counts.trueNegatives) / counts.total: Slip.binaryAccuracy,
          counts.quotients(counts.trueNegatives, counts.total - all): Slip.specificity,
        ])
    }

    private func expectF1(_ confusion: Matrix, equals expected: Vector) throws -> Bool {
      let counts = Counts(confusion)
      let (p, r) = (counts.precision, counts.recall)
      return try expect(
        metrics.f1(confusion: confusion), equals: expected,
        mistakes: [
          counts.quotients(2 * p * r, p + r, zero: .nan): Slip.zeroQuotient,
          counts.quotients(2 * p * r, p + r, zero: 1): Slip.zeroIsOne,
          2 * p * r / (p + r + 1e-8): Slip.epsilon,
          (p + r) / 2: Slip.arithmeticMean,
          sqrt(p * r): Slip.geometricMean,
          counts.quotients(p * r, p + r): Slip.noTwo,
          2 * p * r: Slip.product,
          Vector(zip(p, r).map { min($0, $1) }): Slip.smallerOne,
          counts.quotients(counts.right, counts.inRow + counts.inColumn - counts.right):
            Slip.jaccard,
        ])
    }

    private func expectAverages(
      _ confusion: Matrix, _ averaging: Averaging, precision: Double, recall: Double, f1: Double
    ) throws -> Bool {
      let yours = try metrics.averageScores(confusion: confusion, averaging: averaging)
      let counts = Counts(confusion)
      let means = Means(counts.precision, counts.recall, counts)
      let isRight = [
        ("precision", yours.precision, precision, counts.precision),
        ("recall", yours.recall, recall, counts.recall),
      ].map { name, yours, expected, scores in
        expectAverage(
          yours, equals: expected, "the \(averaging.rawValue) \(name)", averaging, of: scores,
          counts)
      }
      let f1IsRight = expectAverage(
        yours.f1, equals: f1, "the \(averaging.rawValue) F1", averaging,
        of: counts.quotients(2 * counts.right, counts.inRow + counts.inColumn), counts,
        f1OfMeans: averaging == .weighted ? means.weighted : means.macro)
      return isRight[0] && isRight[1] && f1IsRight
    }

    /// The F1 of mean precision and mean recall.
    private struct Means {
      let macro: Double
      let weighted: Double

      init(_ p: Vector, _ r: Vector, _ counts: Counts) {
        func f1(_ p: Double, _ r: Double) -> Double { p + r == 0 ? 0 : 2 * p * r / (p + r) }
        macro = f1(p.mean(), r.mean())
        weighted = f1(dot(counts.inRow, p) / counts.total, dot(counts.inRow, r) / counts.total)
      }
    }

    private func expectAverage(
      _ yours: Double, equals expected: Double, _ what: String, _ averaging: Averaging,
      of scores: Vector, _ counts: Counts, f1OfMeans: Double? = nil
    ) -> Bool {
      let n = Double(scores.count)
      let weighted = dot(counts.inRow, scores) / counts.total
      let byPrediction = dot(counts.inColumn, scores) / counts.total
      // A key that is right here does no harm.
      let means = f1OfMeans ?? expected
      switch averaging {
      case .macro:
        return expect(
          yours, equals: expected, what,
          mistakes: [
            counts.share: Slip.macroIsMicro, weighted: Slip.macroIsWeighted,
            scores.sum() / (n - 1): Slip.skipsClasses,
            scores.sum() / (n - 2): Slip.skipsClasses,
            scores.sum(): Slip.sumOfScores, means: Slip.f1OfMeans,
          ])
      case .weighted:
        return expect(
          yours, equals: expected, what,
          mistakes: [
            scores.mean(): Slip.weightedIsMacro,
            counts.share: Slip.weightedIsMicro,
            byPrediction: Slip.predictedWeights,
            dot(counts.inRow, scores): Slip.sumOfScores,
            means: Slip.f1OfMeans,
          ])
      case .micro:
        return expect(
          yours, equals: expected, what,
          mistakes: [
            scores.mean(): Slip.microIsMacro, weighted: Slip.microIsWeighted,
            (counts.right.sum() + counts.trueNegatives.sum()) / (n * counts.total):
              Slip.microTrueNegatives,
          ])
      }
    }
  }
}
