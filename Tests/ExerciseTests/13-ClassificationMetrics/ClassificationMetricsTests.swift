import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Counting: accuracy and the confusion matrix.
//
// Numbers come from the reference cases classification_metrics-01, -02, -04 and -05 (exact rational
// arithmetic); all of them were counted again with NumPy for this suite.

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
      try expect(
        metrics.accuracy(labels: tenLabels, predictions: tenPredictions), equals: 0.6,
        mistakes: [
          6: MetricsMistake.countOfRight, 60: MetricsMistake.percent,
          0: MetricsMistake.integerDivision, 0.4: MetricsMistake.errorRate,
          11.0 / 18: MetricsMistake.meanRecall,
        ])
      try expect(
        metrics.accuracy(labels: sixLabels, predictions: sixPredictions), equals: 0.5,
        mistakes: [3: MetricsMistake.countOfRight, 0: MetricsMistake.integerDivision])
      // Who always says 0 is right nine times out of ten here.
      try expect(
        metrics.accuracy(
          labels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], predictions: Array(repeating: 0, count: 10)),
        equals: 0.9,
        mistakes: [
          0.5: MetricsMistake.meanRecall, 0.1: MetricsMistake.errorRate,
          0: MetricsMistake.integerDivision,
        ])
      try expect(metrics.accuracy(labels: [1, 1, 1], predictions: [0, 0, 0]), equals: 0)
      try expect(metrics.accuracy(labels: [4, 0, 25], predictions: [4, 0, 25]), equals: 1)

      let drawn = DrawnPredictions(draw: 1, samples: 83, classCount: 6)
      for _ in 1...2 {
        try expect(
          metrics.accuracy(labels: drawn.labels, predictions: drawn.predictions),
          equals: Double(drawn.right) / 83, "the accuracy of 83 drawn samples",
          mistakes: [Counts(drawn.confusion).recall.mean(): MetricsMistake.meanRecall])
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

      // As many classes as there are letters. The last one doesn't occur among the labels.
      let drawn = DrawnPredictions(draw: 2, samples: 150, classCount: 26)
      let confusion = drawn.confusion
      for _ in 1...2 {
        guard try expectConfusion(drawn.labels, drawn.predictions, classes: 26, equals: confusion)
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
          expected.transposed(): MetricsMistake.transposed,
          expected - .diagonal(expected.diagonal): MetricsMistake.errorsOnly,
          expected.map { min($0, 1) }: MetricsMistake.onlyOnce,
          Matrix(rows: classes, columns: classes) { i, j in expected[i, j] / max(inRow[i], 1) }:
            MetricsMistake.rowShares,
          Matrix(rows: occurring, columns: occurring) { i, j in expected[i, j] }:
            MetricsMistake.inferredCount,
        ], sourceLocation: sourceLocation)
    }
  }
}
