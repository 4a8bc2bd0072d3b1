import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ClassificationMetricsSuites {
  @Suite(
    "13 · Classification metrics: bad input and concepts", .part(4))
  struct ClassificationMetricsContractTests {
    let metrics = Student.answer.classificationMetrics

    // What can't be labels, predictions, counts or probabilities.
    @Test(
      "Input that makes no sense is refused",
      .hint("Does each function look at all of its input before it computes anything?"))
    func badInput() throws {
      try badLabels()
      try badConfusion()
      try badPairCount()
      try badProbabilities()
    }

    private func badLabels() throws {
      typealias Counting = ([Int], [Int]) throws -> Void
      let counting: [Counting] = [
        { _ = try metrics.accuracy(labels: $0, predictions: $1) },
        { _ = try metrics.confusionMatrix(labels: $0, predictions: $1, classCount: 3) },
      ]
      for count in counting {
        try expectInvalidInput(naming: "labels", mistake: MetricsMistake.empty) {
          try count([], [])
        }
        try expectInvalidInput(naming: "predictions", value: "3", mistake: MetricsMistake.misfit) {
          try count([0, 1, 2, 1], [0, 1, 2])
        }
        try expectInvalidInput(naming: "predictions", value: "5", mistake: MetricsMistake.misfit) {
          try count([0, 1, 2, 1], [0, 1, 2, 1, 1])
        }
        try expectInvalidInput(naming: "labels", value: "-1", mistake: MetricsMistake.negativeClass)
        {
          try count([0, -1, 2], [0, 1, 2])
        }
        try expectInvalidInput(
          naming: "predictions", value: "-2", mistake: MetricsMistake.negativeClass
        ) {
          try count([0, 1, 2], [0, 1, -2])
        }
        for place in Sweep.places(in: 33) {
          var classes = Array(repeating: 1, count: 33)
          classes[place] = -1
          for (labels, predictions, name) in [
            (classes, Array(repeating: 1, count: 33), "labels"),
            (Array(repeating: 1, count: 33), classes, "predictions"),
          ] {
            try expectInvalidInput(
              naming: name, value: "-1", mistake: MetricsMistake.negativeClass
            ) {
              try count(labels, predictions)
            }
          }
        }
      }
      try expectInvalidInput(naming: "labels", value: "3", mistake: MetricsMistake.noSuchClass) {
        _ = try metrics.confusionMatrix(labels: [0, 3, 2], predictions: [0, 1, 2], classCount: 3)
      }
      try expectInvalidInput(naming: "predictions", value: "7", mistake: MetricsMistake.noSuchClass)
      {
        _ = try metrics.confusionMatrix(labels: [0, 1, 2], predictions: [7, 1, 2], classCount: 3)
      }
      for classCount in [0, -2] {
        try expectInvalidInput(
          naming: "classCount", value: "\(classCount)", mistake: MetricsMistake.noClasses
        ) {
          _ = try metrics.confusionMatrix(labels: [0], predictions: [0], classCount: classCount)
        }
      }
    }

    private func badConfusion() throws {
      let scoring: [(Matrix) throws -> Void] = [
        { _ = try metrics.support(confusion: $0) }, { _ = try metrics.precision(confusion: $0) },
        { _ = try metrics.recall(confusion: $0) }, { _ = try metrics.f1(confusion: $0) },
        { _ = try metrics.averageScores(confusion: $0, averaging: .macro) },
        { _ = try metrics.averageScores(confusion: $0, averaging: .weighted) },
        { _ = try metrics.averageScores(confusion: $0, averaging: .micro) },
        { _ = try metrics.mostConfusedPairs(confusion: $0, count: 0) },
        { _ = try metrics.classOfLowestRecall(confusion: $0) },
      ]
      for score in scoring {
        for matrix in [
          [[3, 1, 0], [2, 4, 1]], [[3, 1], [2, 4], [0, 5]],
          Matrix(rows: 0, columns: 0, elements: []),
        ] {
          try expectInvalidInput(naming: "confusion", mistake: MetricsMistake.notSquare) {
            try score(matrix)
          }
        }
        // Whoever checks nothing at all is not told about NaN.
        var checks = true
        for entry in [-1, 1.5, 2.0000001, 1e-9, -1e-9, 3e6 + 0.5] {
          for place in 0..<4 {
            var matrix: Matrix = [[3, 1], [2, 4]]
            matrix[place / 2, place % 2] = entry
            let isRefused = try expectInvalidInput(
              naming: "confusion", value: "\(entry)", mistake: MetricsMistake.notCounts
            ) {
              try score(matrix)
            }
            checks = checks && isRefused
          }
        }
        for (entry, text) in [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
          try expectInvalidInput(
            naming: "confusion", value: text, mistake: checks ? MetricsMistake.notFinite : nil
          ) {
            try score([[3, 1], [entry, 4]])
          }
        }
        try expectInvalidInput(naming: "confusion", mistake: MetricsMistake.empty) {
          try score([[0, 0], [0, 0]])
        }
        guard checks else { return }
      }
    }

    private func badPairCount() throws {
      for count in [-1, 7, 9] {
        try expectInvalidInput(
          naming: "count", value: "\(count)", mistake: MetricsMistake.tooManyPairs
        ) {
          _ = try metrics.mostConfusedPairs(
            confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 5]], count: count)
        }
      }
    }

    private func badProbabilities() throws {
      func refuse(
        _ argument: String, _ value: String? = nil, or other: String? = nil, else mistake: String,
        _ probabilities: Matrix, _ labels: [Int] = [0, 1],
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        try expectInvalidInput(
          naming: argument, or: other, value: value, mistake: mistake,
          sourceLocation: sourceLocation,
          { _ = try metrics.confidenceQuadrants(probabilities: probabilities, labels: labels) })
      }
      let good: Matrix = [[0.95, 0.03, 0.02], [0.25, 0.25, 0.5]]
      try refuse("labels", "1", else: MetricsMistake.labelMisfit, good, [0])
      try refuse("labels", "3", else: MetricsMistake.labelMisfit, good, [0, 1, 2])
      try refuse("labels", "4", else: MetricsMistake.noSuchClass, good, [0, 4])
      try refuse("labels", "3", else: MetricsMistake.noSuchClass, good, [3, 0])
      try refuse("labels", "-1", else: MetricsMistake.negativeClass, good, [-1, 0])
      try refuse(
        "probabilities", else: MetricsMistake.empty, Matrix(rows: 0, columns: 3, elements: []), [])
      // No label fits zero classes, so either argument may be named.
      try refuse(
        "probabilities", or: "labels", else: MetricsMistake.empty,
        Matrix(rows: 2, columns: 0, elements: []))
      try refuse("probabilities", else: MetricsMistake.notProbability, [[0.5, 0.5], [-0.5, 1.5]])
      try refuse(
        "probabilities", "-0.25", else: MetricsMistake.notProbability,
        [[0.5, 0.5, 0], [-0.25, 0.75, 0.5]])
      for row in [[1.0000005, 0], [-1e-9, 1], [.infinity, 0], [1, -.infinity]] {
        try refuse(
          "probabilities", else: MetricsMistake.notProbability, Matrix([[0.5, 0.5], row]))
      }
      for row in [[Double.nan, 0.5], [0.5, .nan]] {
        try refuse(
          "probabilities", "nan", else: MetricsMistake.nanProbability, Matrix([[0.5, 0.5], row]))
      }
      for row in [
        [0.5, 0.49], [0.95, 0.06], [0, 0], [0.5, 0.50001], [0.5, 0.5000012], [0.5, 0.4999988],
      ] {
        try refuse("probabilities", else: MetricsMistake.notSumOne, Matrix([[0.5, 0.5], row]))
      }
    }

    // Which average counts every sample once; which of two kinds of mistake a score sees.
    @Test(
      "Concept checks: averages and accuracy, precision or recall",
      .hint("Write the average recall with the counts on the diagonal. What cancels?"))
    func concepts() throws {
      try conceptCheck {
        try expect(
          metrics.averageRecallIsAccuracy(averaging: .macro), equals: false,
          mistakes: [
            true: "a rare class counts as much as a frequent one in the macro average only"
          ])
        try expect(
          metrics.averageRecallIsAccuracy(averaging: .weighted), equals: true,
          mistakes: [false: "a class's number of samples times its recall is what is right of it"])
        try expect(
          metrics.averageRecallIsAccuracy(averaging: .micro), equals: true,
          mistakes: [false: "all samples, put together, and the share of them that is right"])

        let overlooked = "the costly mistake is to overlook a positive: recall sees it"
        let falseAlarm = "the costly mistake is to call a negative positive: precision sees it"
        for (detector, metric) in [
          (.tumourScreening, .recall), (.spamFilter, .precision), (.inboxFilter, .recall),
          (.childrensFilms, .precision), (.pumpFailure, .recall),
        ] as [(Detector, ClassMetric)] {
          try expect(
            metrics.decisiveMetric(for: detector), equals: metric,
            mistakes: metric == .recall ? [.precision: overlooked] : [.recall: falseAlarm])
        }
      }
    }
  }
}
