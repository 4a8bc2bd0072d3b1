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
        try expectInvalidInput(naming: "labels", mistake: Slip.empty) { try count([], []) }
        for predictions in [[0, 1, 2], [0, 1, 2, 1, 1]] {
          try expectInvalidInput(
            naming: "predictions", value: "\(predictions.count)", mistake: Slip.misfit
          ) { try count([0, 1, 2, 1], predictions) }
        }
        for place in Sweep.places(in: 33) {
          let ones = Array(repeating: 1, count: 33)
          func with(_ bad: Int) -> [Int] { ones[..<place] + [bad] + ones[(place + 1)...] }
          try expectInvalidInput(naming: "labels", for: [-1], mistake: Slip.negativeClass) {
            try count(with($0), ones)
          }
          try expectInvalidInput(naming: "predictions", for: [-2], mistake: Slip.negativeClass) {
            try count(ones, with($0))
          }
          // Only the matrix has a number of classes.
          try expectInvalidInput(naming: "labels", mistake: Slip.noSuchClass) {
            try counting[1](with(3), ones)
          }
          try expectInvalidInput(naming: "predictions", mistake: Slip.noSuchClass) {
            try counting[1](ones, with(4))
          }
        }
      }
      try expectInvalidInput(naming: "labels", for: [3], mistake: Slip.noSuchClass) {
        try counting[1]([0, $0, 2], [0, 1, 2])
      }
      try expectInvalidInput(naming: "predictions", for: [7], mistake: Slip.noSuchClass) {
        try counting[1]([0, 1, 2], [$0, 1, 2])
      }
      // No label fits such a number of classes.
      for classCount in [0, -2] {
        try expectInvalidInput(
          naming: "classCount", or: "labels", value: "\(classCount)", mistake: Slip.noClasses
        ) { _ = try metrics.confusionMatrix(labels: [0], predictions: [0], classCount: classCount) }
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
      let notSquare: [Matrix] = [
        [[3, 1, 0], [2, 4, 1]], [[3, 1], [2, 4], [0, 5]], .zeros(0, 0),
      ]
      for score in scoring {
        try expectInvalidInput(naming: "confusion", for: notSquare, mistake: Slip.notSquare, score)
        // Whoever checks nothing at all is not told about NaN.
        let checks = try (0..<4).map { place in
          try expectInvalidInput(
            naming: "confusion", for: [-1, 1.5, 2.0000001, 1e-9, -1e-9, 3e6 + 0.5],
            mistake: Slip.notCounts
          ) {
            var matrix: Matrix = [[3, 1], [2, 4]]
            matrix[place / 2, place % 2] = $0
            try score(matrix)
          }
        }
        let mistake = checks.contains(false) ? nil : Slip.notFinite
        try expectInvalidInput(
          naming: "confusion", for: [.nan, .infinity, -.infinity], mistake: mistake
        ) { try score([[3, 1], [$0, 4]]) }
        try expectInvalidInput(
          naming: "confusion", for: [1, 2, 9].map { Matrix.zeros($0, $0) }, mistake: Slip.empty,
          score)
        for (k, place) in Sweep.places(in: 81).enumerated() where !checks.contains(false) {
          try expectInvalidInput(naming: "confusion") {
            let bad = ([-1, 0.5] + Sweep.notFinite)[k]
            try score(Matrix.ones(9, 9).with(bad, at: place / 9, place % 9))
          }
        }
        for single in [[[1]], [[4]], [[0, 1], [0, 0]]] as [Matrix] {
          #expect(throws: Never.self, "the counts of a single sample were refused: \(single)") {
            try score(single)
          }
        }
        if checks.contains(false) { return }
      }
    }

    private func badPairCount() throws {
      try expectInvalidInput(naming: "count", for: [-1, 7, 9], mistake: Slip.tooManyPairs) {
        _ = try metrics.mostConfusedPairs(
          confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 5]], count: $0)
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
      try refuse("labels", "1", else: Slip.labelMisfit, good, [0])
      try refuse("labels", "3", else: Slip.labelMisfit, good, [0, 1, 2])
      try refuse("labels", "4", else: Slip.noSuchClass, good, [0, 4])
      try refuse("labels", "3", else: Slip.noSuchClass, good, [3, 0])
      try refuse("labels", "-1", else: Slip.negativeClass, good, [-1, 0])
      try refuse("probabilities", else: Slip.empty, Matrix(rows: 0, columns: 3, elements: []), [])
      // No label fits zero classes, so either argument may be named.
      try refuse(
        "probabilities", or: "labels", else: Slip.empty, Matrix(rows: 2, columns: 0, elements: []))
      try refuse("probabilities", else: Slip.notProbability, [[0.5, 0.5], [-0.5, 1.5]])
      try refuse(
        "probabilities", "-0.25", else: Slip.notProbability, [[0.5, 0.5, 0], [-0.25, 0.75, 0.5]])
      for row in [[1.0000005, 0], [-1e-9, 1], [.infinity, 0], [1, -.infinity]] {
        try refuse("probabilities", else: Slip.notProbability, Matrix([[0.5, 0.5], row]))
      }
      for row in [[Double.nan, 0.5], [0.5, .nan]] {
        try refuse("probabilities", "nan", else: Slip.nanProbability, Matrix([[0.5, 0.5], row]))
      }
      for row in [
        [0.5, 0.49], [0.95, 0.06], [0, 0], [0.5, 0.50001], [0.5, 0.5000012], [0.5, 0.4999988],
      ] { try refuse("probabilities", else: Slip.notSumOne, Matrix([[0.5, 0.5], row])) }
      try badPlaces()
      for single in [[[1]], [[0.5, 0.5]]] as [Matrix] {
        #expect(throws: Never.self, "the probabilities of a single sample were refused: \(single)")
        {
          try metrics.confidenceQuadrants(probabilities: single, labels: [0])
        }
      }
    }

    // One bad row, entry or label at each place of 33 rows of 5 classes; two sums whose mean is 1.
    private func badPlaces() throws {
      let even = Matrix(rows: 33, columns: 5, repeating: 0.2)
      let labels = Array(repeating: 4, count: 33)
      func call(_ probabilities: Matrix, _ labels: [Int]) throws {
        _ = try metrics.confidenceQuadrants(probabilities: probabilities, labels: labels)
      }
      for row in Sweep.places(in: 33) {
        for bad in [-0.2, 1.2, 0.3, .nan] {
          try expectInvalidInput(
            naming: "probabilities", mistake: bad == 0.3 ? Slip.notSumOne : nil
          ) { try call(even.with(bad, at: row, row % 5), labels) }
        }
        let balanced = even.with(0.3, at: row, 0).with(0.1, at: (row + 5) % 33, 0)
        try expectInvalidInput(naming: "probabilities", mistake: Slip.notSumOne) {
          try call(balanced, labels)
        }
        for bad in [5, -1] {
          try expectInvalidInput(naming: "labels") {
            try call(even, labels[..<row] + [bad] + labels[(row + 1)...])
          }
        }
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
