import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Counting: accuracy and the confusion matrix.
//
// Numbers were computed with exact fractions; all of them were counted again with NumPy.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("13 · Classification metrics", .exercise(.classificationMetrics))
enum ClassificationMetricsSuites {}

extension ClassificationMetricsSuites {
  @Suite("13 · Classification metrics", .part(1))
  struct ClassificationMetricsTests {
    let metrics = Student.answer.classificationMetrics

    /// Three classes, ten samples.
    let tenLabels = [0, 0, 1, 1, 1, 2, 2, 2, 2, 0]
    let tenPredictions = [0, 1, 1, 1, 0, 2, 2, 1, 0, 0]

    /// Four classes, of which 2 and 3 are never predicted.
    let sixLabels = [0, 0, 1, 2, 2, 3]
    let sixPredictions = [0, 0, 1, 1, 1, 0]

    // The number of right predictions divided by the number of all.

    @Test(
      "The accuracy is the share of right predictions",
      .hint("How many of the samples are right, and how many are there? Is your quotient a Double?")
    )
    func accuracy() throws {
      // Who always says 0 is right nine times out of ten in the third case.
      let cases = [
        (tenLabels, tenPredictions, 0.6), (sixLabels, sixPredictions, 0.5),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Array(repeating: 0, count: 10), 0.9),
        ([1, 1, 1], [0, 0, 0], 0), ([4, 0, 25], [4, 0, 25], 1),
      ]
      let yours = try cases.map { try metrics.accuracy(labels: $0.0, predictions: $0.1) }
      let name = explanation(
        of: yours,
        among: [
          [6, 3, 9, 0, 3]: Slip.countOfRight,
          [60, 50, 90, 0, 100]: Slip.percent,
          [0, 0, 0, 0, 1]: Slip.integerDivision,
          [0.4, 0.5, 0.1, 1, 0]: Slip.errorRate,
          [11.0 / 18, 0.5, 0.5, 0, 1]: Slip.meanRecall,
          [11.0 / 18, 0.5, 0.5, 0, 3.0 / 26]: Slip.meanRecall,
        ])
      for (labels, predictions, right) in cases {
        let answer = try metrics.accuracy(labels: labels, predictions: predictions)
        expect(answer, equals: right, mistakes: name == nil ? [:] : [answer: name!])
      }
      for classes in classCounts {
        let drawn = PlacedSamples(classCount: classes, most: classes == 3 ? 70_000 : 12)
        try expect(
          metrics.accuracy(labels: drawn.labels, predictions: drawn.predictions),
          equals: drawn.confusion.diagonal.sum() / drawn.confusion.sum(),
          "the accuracy of \(drawn.labels.count) drawn samples of \(classes) classes",
          tolerance: .relative(1e-12))
      }
    }

    // C[i, j] is how many samples of class i were predicted as class j; there is a row and a column
    // for each class, whether it occurs or not.

    @Test(
      "The confusion matrix counts each true class and what it was taken for",
      .hint(
        "A sample of class 2 was predicted as class 0. Which row is it counted in, which column?")
    )
    func confusionMatrix() throws {
      let ten: Matrix = [[2, 1, 0], [1, 2, 0], [1, 1, 2]]
      guard try expectConfusion(tenLabels, tenPredictions, classes: 3, equals: ten) else { return }
      // Two more classes than occur.
      let padded = Matrix(rows: 5, columns: 5) { i, j in i < 3 && j < 3 ? ten[i, j] : 0 }
      guard try expectConfusion(tenLabels, tenPredictions, classes: 5, equals: padded)
      else { return }
      guard
        try expectConfusion(
          sixLabels, sixPredictions, classes: 4,
          equals: [[2, 0, 0, 0], [0, 1, 0, 0], [0, 2, 0, 0], [1, 0, 0, 0]])
      else { return }
      // Only class 1 occurs among the labels, only class 0 among the predictions.
      try expectConfusion([1, 1, 1], [0, 0, 0], classes: 2, equals: [[0, 0], [3, 0]])
      try expectConfusion([0, 0], [0, 0], classes: 1, equals: [[2]])

      // Any number of classes, and counts that don't fit 8 or 16 bits.
      for classes in classCounts {
        let drawn = PlacedSamples(classCount: classes, most: classes == 3 ? 70_000 : 12)
        guard
          try expectConfusion(
            drawn.labels, drawn.predictions, classes: classes, equals: drawn.confusion)
        else { return }
      }
    }

    @discardableResult
    private func expectConfusion(
      _ labels: [Int], _ predictions: [Int], classes: Int, equals expected: Matrix,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      let inRow = Counts(expected).inRow
      let occurring = (labels + predictions).reduce(0, max) + 1
      return try expect(
        metrics.confusionMatrix(labels: labels, predictions: predictions, classCount: classes),
        equals: expected, "the confusion matrix of \(labels.count) samples and \(classes) classes",
        tolerance: .exact,
        mistakes: [
          expected.transposed(): Slip.transposed,
          expected - .diagonal(expected.diagonal): Slip.errorsOnly,
          expected.map { min($0, 1) }: Slip.onlyOnce,
          Matrix(rows: classes, columns: classes) { i, j in expected[i, j] / max(inRow[i], 1) }:
            Slip.rowShares,
          Matrix(rows: occurring, columns: occurring) { i, j in expected[i, j] }:
            Slip.inferredCount,
        ], sourceLocation: sourceLocation)
    }
  }
}
