import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The scores of the classes and their averages.
//
// Numbers come from the reference cases classification_metrics-01, -02 and -05 and, for the five
// classes, from fractions; all of them were computed again with NumPy.

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
      try expect(metrics.support(confusion: threeClasses), equals: [3, 3, 4])
      try expect(metrics.support(confusion: fourClasses), equals: [2, 1, 2, 1])
      try expect(metrics.precision(confusion: threeClasses), equals: [0.5, 0.5, 1])
      try expect(metrics.precision(confusion: fourClasses), equals: [2.0 / 3, 1.0 / 3, 0, 0])
      try expect(metrics.precision(confusion: rareClass), equals: [0.9, 0])
      try expect(metrics.recall(confusion: threeClasses), equals: [2.0 / 3, 2.0 / 3, 0.5])
      try expect(metrics.recall(confusion: fourClasses), equals: [1, 1, 0, 0])
      try expect(metrics.recall(confusion: rareClass), equals: [1, 0])

      for (confusion, what) in drawnMatrices() {
        let counts = Counts(confusion)
        guard
          try expect(
            metrics.support(confusion: confusion), equals: counts.inRow.map { Int($0) },
            "the support of \(what)"),
          try expect(
            metrics.precision(confusion: confusion), equals: counts.precision,
            "the precision of \(what)", tolerance: .relative(1e-9)),
          try expect(
            metrics.recall(confusion: confusion), equals: counts.recall, "the recall of \(what)",
            tolerance: .relative(1e-9))
        else { return }
      }
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

      // A class may be repeated for each of its samples, so there aren't too many of these.
      for (confusion, what) in drawnMatrices() {
        let counts = Counts(confusion)
        let f1 = counts.quotients(2 * counts.right, counts.inRow + counts.inColumn)
        let scores = Matrix(rows: [counts.precision, counts.recall, f1])
        let share = counts.share
        for (averaging, right) in [
          (.macro, scores.rowSums() / Double(confusion.rows)),
          (.weighted, matmul(scores, counts.inRow) / counts.total),
          (.micro, [share, share, share]),
        ] as [(Averaging, Vector)]
        where averaging != .weighted || counts.total < 1e7 {
          let yours = try metrics.averageScores(confusion: confusion, averaging: averaging)
          let occurring = (0..<confusion.rows).count { counts.inRow[$0] + counts.inColumn[$0] > 0 }
          let withSamples = counts.inRow.count { $0 > 0 }
          let isRight = expect(
            [yours.precision, yours.recall, yours.f1], equals: right,
            "the \(averaging.rawValue) precision, recall and F1 of \(what)",
            tolerance: .relative(1e-9),
            mistakes: averaging == .macro
              ? [
                scores.rowSums() / Double(occurring): MetricsMistake.skipsClasses,
                scores.rowSums() / Double(withSamples): MetricsMistake.skipsClasses,
              ] : [:])
          guard isRight else { return }
        }
      }
    }
  }
}

extension ClassificationMetricsSuites.ClassificationMetricsScoresTests {
  @discardableResult
  private func expectSupport(
    _ confusion: Matrix, equals expected: [Int], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let counts = Counts(confusion)
    return try expect(
      metrics.support(confusion: confusion), equals: expected,
      mistakes: [
        counts.inColumn.map { Int($0) }: MetricsMistake.predictedCounts,
        counts.right.map { Int($0) }: MetricsMistake.rightCounts,
      ], sourceLocation: sourceLocation)
  }

  @discardableResult
  private func expectPrecision(
    _ confusion: Matrix, equals expected: Vector, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let counts = Counts(confusion)
    let (right, all) = (counts.right, counts.inColumn)
    return try expect(
      metrics.precision(confusion: confusion), equals: expected,
      mistakes: [
        counts.recall: MetricsMistake.precisionIsRecall,
        counts.quotients(right, counts.inRow, zero: .nan): MetricsMistake.precisionIsRecall,
        counts.quotients(right, all, zero: .nan): MetricsMistake.zeroQuotient,
        counts.quotients(right, all, zero: 1): MetricsMistake.zeroIsOne,
        right / (all + 1e-8): MetricsMistake.epsilon,
        counts.quotients(right, all - right): MetricsMistake.precisionOdds,
        right / counts.total: MetricsMistake.shareOfAll,
        (right + counts.trueNegatives) / counts.total: MetricsMistake.binaryAccuracy,
      ], sourceLocation: sourceLocation)
  }

  @discardableResult
  private func expectRecall(
    _ confusion: Matrix, equals expected: Vector, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let counts = Counts(confusion)
    let (right, all) = (counts.right, counts.inRow)
    return try expect(
      metrics.recall(confusion: confusion), equals: expected,
      mistakes: [
        counts.precision: MetricsMistake.recallIsPrecision,
        counts.quotients(right, counts.inColumn, zero: .nan): MetricsMistake.recallIsPrecision,
        counts.quotients(right, all, zero: .nan): MetricsMistake.zeroQuotient,
        counts.quotients(right, all, zero: 1): MetricsMistake.zeroIsOne,
        right / (all + 1e-8): MetricsMistake.epsilon,
        counts.quotients(right, all - right): MetricsMistake.recallOdds,
        right / counts.total: MetricsMistake.shareOfAll,
        (right + counts.trueNegatives) / counts.total: MetricsMistake.binaryAccuracy,
        counts.quotients(counts.trueNegatives, counts.total - all): MetricsMistake.specificity,
      ], sourceLocation: sourceLocation)
  }

  @discardableResult
  private func expectF1(
    _ confusion: Matrix, equals expected: Vector, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let counts = Counts(confusion)
    let (p, r) = (counts.precision, counts.recall)
    return try expect(
      metrics.f1(confusion: confusion), equals: expected,
      mistakes: [
        counts.quotients(2 * p * r, p + r, zero: .nan): MetricsMistake.zeroQuotient,
        counts.quotients(2 * p * r, p + r, zero: 1): MetricsMistake.zeroIsOne,
        2 * p * r / (p + r + 1e-8): MetricsMistake.epsilon,
        (p + r) / 2: MetricsMistake.arithmeticMean,
        sqrt(p * r): MetricsMistake.geometricMean,
        counts.quotients(p * r, p + r): MetricsMistake.noTwo,
        2 * p * r: MetricsMistake.product,
        Vector(zip(p, r).map { min($0, $1) }): MetricsMistake.smallerOne,
        counts.quotients(counts.right, counts.inRow + counts.inColumn - counts.right):
          MetricsMistake.jaccard,
      ], sourceLocation: sourceLocation)
  }

  @discardableResult
  private func expectAverages(
    _ confusion: Matrix, _ averaging: Averaging, precision: Double, recall: Double, f1: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let yours = try metrics.averageScores(confusion: confusion, averaging: averaging)
    let counts = Counts(confusion)
    let means = Means(counts.precision, counts.recall, counts)
    let isRight = [
      ("precision", yours.precision, precision, counts.precision),
      ("recall", yours.recall, recall, counts.recall),
    ].map { name, yours, expected, scores in
      expectAverage(
        yours, equals: expected, "the \(averaging.rawValue) \(name)", averaging, of: scores, counts,
        sourceLocation)
    }
    let f1IsRight = expectAverage(
      yours.f1, equals: f1, "the \(averaging.rawValue) F1", averaging,
      of: counts.quotients(2 * counts.right, counts.inRow + counts.inColumn), counts,
      f1OfMeans: averaging == .weighted ? means.weighted : means.macro, sourceLocation)
    return isRight[0] && isRight[1] && f1IsRight
  }

  /// The F1 of mean precision and mean recall.
  private struct Means {
    let macro: Double
    let weighted: Double

    init(_ p: Vector, _ r: Vector, _ counts: Counts) {
      func f1(_ p: Double, _ r: Double) -> Double { p + r == 0 ? 0 : 2 * p * r / (p + r) }
      macro = f1(p.mean(), r.mean())
      weighted = f1(
        dot(counts.inRow, p) / counts.total, dot(counts.inRow, r) / counts.total)
    }
  }

  private func expectAverage(
    _ yours: Double, equals expected: Double, _ what: String, _ averaging: Averaging,
    of scores: Vector, _ counts: Counts, f1OfMeans: Double? = nil, _ sourceLocation: SourceLocation
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
          counts.share: MetricsMistake.macroIsMicro, weighted: MetricsMistake.macroIsWeighted,
          scores.sum() / (n - 1): MetricsMistake.skipsClasses,
          scores.sum() / (n - 2): MetricsMistake.skipsClasses,
          scores.sum(): MetricsMistake.sumOfScores, means: MetricsMistake.f1OfMeans,
        ], sourceLocation: sourceLocation)
    case .weighted:
      return expect(
        yours, equals: expected, what,
        mistakes: [
          scores.mean(): MetricsMistake.weightedIsMacro,
          counts.share: MetricsMistake.weightedIsMicro,
          byPrediction: MetricsMistake.predictedWeights,
          dot(counts.inRow, scores): MetricsMistake.sumOfScores,
          means: MetricsMistake.f1OfMeans,
        ], sourceLocation: sourceLocation)
    case .micro:
      return expect(
        yours, equals: expected, what,
        mistakes: [
          scores.mean(): MetricsMistake.microIsMacro, weighted: MetricsMistake.microIsWeighted,
          (counts.right.sum() + counts.trueNegatives.sum()) / (n * counts.total):
            MetricsMistake.microTrueNegatives,
        ], sourceLocation: sourceLocation)
    }
  }
}
