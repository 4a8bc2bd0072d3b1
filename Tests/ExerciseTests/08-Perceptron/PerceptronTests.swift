import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Scores, predictions and single updates.
//
// All inputs are small integers, so every value is exact; they were computed by hand and with
// plain loops, in Swift here and in Python.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("8 · Perceptron", .exercise(.perceptron))
enum PerceptronSuites {}

extension PerceptronSuites {
  @Suite("8 · Perceptron", .part(1))
  struct PerceptronTests {
    let perceptron = Student.answer.perceptron

    let weights: Matrix = [[1, 0, -1, 2], [2, 1, 0, 2], [0, -1, 3, 2]]
    let inputs: Matrix = [
      [1, 1, 1, 1], [0, 3, 2, 1], [-1, 0, 0, 1], [-3, 2, 1, 1], [1, -1, 1, 1],
    ]

    let scoresOfInputs: Matrix = [[2, 5, 4], [0, 5, 5], [1, 0, 2], [-2, -2, 3], [2, 3, 6]]

    // sₖ(x) = W_k · x, n × K.

    @Test(
      "There is a score for every class, a row for each sample",
      .hint("Which product of X and W has five rows and three columns?"))
    func scores() throws {
      try expect(
        perceptron.scores(weights: weights, inputs: inputs), equals: scoresOfInputs,
        mistakes: [
          scoresOfInputs.transposed(): PerceptronMistake.scoresTransposed,
          -scoresOfInputs: "the scores are negated",
        ])
      for (number, (samples, features)) in Sweep.shapes.enumerated() {
        let (classes, unit) = ([2, 3, 6, 7, 9, 33][number % 6], Sweep.magnitudes[number % 7])
        let (w, x) = drawn(classes, samples, features)
        // A product of a column with a column for each feature.
        let scores = (0..<features).reduce(into: Matrix.zeros(samples, classes)) {
          $0 += outer(x.column($1), w.column($1))
        }
        guard
          try expect(
            perceptron.scores(weights: unit * w, inputs: x), equals: unit * scores,
            "the scores of \(samples) drawn samples for \(classes) classes with \(features) "
              + "features each, weights near \(unit)", tolerance: .relative(1e-9),
            mistakes: [unit * scores.transposed(): PerceptronMistake.scoresTransposed])
        else { return }
      }
      try expectEach(PerceptronProblem.underWay) { problem, weights in
        let scores = problem.labels.indices.map { problem.scores(weights, $0) }
        return try expect(
          perceptron.scores(weights: weights, inputs: problem.inputs), equals: Matrix(scores))
      }
    }

    /// Weights and inputs that aren't integers.
    private func drawn(_ classes: Int, _ samples: Int, _ features: Int) -> (Matrix, Matrix) {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 40)
      return (
        .normal(rows: classes, columns: features, using: &generator),
        .normal(rows: samples, columns: features, using: &generator)
      )
    }

    /// The scores of 65 classes: one of them, at each place, is a little ahead of the others.
    ///
    /// A row holds the scores of one class, so that inputs with a single 1 have these scores exactly.
    private var nearTies: (weights: Matrix, winners: [Int]) {
      let scores: [(Double, Double)] = [
        (0, 1e-30), (1, 1.0.nextUp), (-1e-20, 0), (-7, -7 + 1e-12), (0, 1e-4), (1e9, 1e9 + 1),
        (0, 1e12),
      ]
      let winners = Sweep.places(in: 65).flatMap { Array(repeating: $0, count: scores.count) }
      let weights = Matrix(rows: 65, columns: winners.count) { k, i in
        let (others, ahead) = scores[i % scores.count]
        return k == winners[i] ? ahead : others
      }
      return (weights, winners)
    }

    // argmaxₖ sₖ(x); ties go to the lowest class.

    @Test(
      "The class with the highest score is predicted, the lowest among equals",
      .hint("Which of two equal scores do you meet first, and what does your comparison do then?"))
    func predict() throws {
      // Wrong scores explain wrong predictions; no other name is needed.
      let isScored = try perceptron.scores(weights: weights, inputs: inputs) == scoresOfInputs
      guard
        try expect(
          perceptron.predict(weights: weights, inputs: inputs), equals: [1, 1, 2, 2, 2],
          mistakes: isScored
            ? [
              [5, 5, 2, 3, 6]: PerceptronMistake.predictsScores,
              [1, 2, 2, 2, 2]: PerceptronMistake.predictsLast,
              [0, 0, 1, 0, 0]: PerceptronMistake.predictsSmallest,
              [0, 0, 1, 1, 0]: PerceptronMistake.predictsSmallest,
            ] : [:]),
        try expect(
          perceptron.predict(
            weights: [[-9, 1], [2, 1], [2, 1]], inputs: [[1, 0], [0, 1], [-1, 0]]),
          equals: [1, 0, 0], "the predictions with equal scores",
          mistakes: isScored ? [[0, 0, 0]: PerceptronMistake.predictsLargestMagnitude] : [:])
      else { return }
      let low = [[-3e30, -2e30], [-1e300, -1e301]] as [Vector]
      for (weights, highest) in zip(low, [1, 0]) {
        try expect(
          perceptron.predict(weights: Matrix(columns: [weights]), inputs: [[1]]), equals: [highest],
          "the prediction where all scores are far below 0")
      }
      let close = nearTies
      guard
        try expect(
          perceptron.predict(
            weights: close.weights, inputs: .identity(close.winners.count)), equals: close.winners,
          "the predictions where one of 65 scores is hardly higher than the others")
      else { return }
      for (problem, w) in PerceptronProblem.underWay {
        let scores = problem.labels.indices.map { problem.scores(w, $0) }
        let predictions = scores.map { PerceptronProblem.place(ofHighest: $0) }
        for unit in [1, 0x1p-40, 0x1p40] {
          guard
            try expect(
              perceptron.predict(weights: unit * w, inputs: problem.inputs), equals: predictions,
              "the predictions for \(scores.count) drawn samples and \(problem.classCount) classes, "
                + "with weights \(unit) times as large")
          else { return }
        }
      }
    }

    // W_y += x and W_ŷ −= x, if ŷ ≠ y.

    @Test(
      "A mistake moves two rows of the weights",
      .hint("Which two classes should score differently after a mistake?"))
    func updateAfterMistake() throws {
      let (x, y): (Vector, Vector) = ([1, 1, 1, 1], [2, -1, 0.5, 3])
      // With weights of 0 all scores are 0, so class 0 is predicted.
      try expectUpdates([
        (weights, x, 0, [[2, 1, 0, 3], [1, 0, -1, 1], [0, -1, 3, 2]]),
        (weights, y, 2, [[1, 0, -1, 2], [0, 2, -0.5, -1], [2, -2, 3.5, 5]]),
        (.zeros(3, 4), y, 1, [[-2, 1, -0.5, -3], [2, -1, 0.5, 3], [0, 0, 0, 0]]),
      ])
      for (classes, features) in Sweep.shapes where classes > 1 {
        for unit in [1e-12, 1, 1e12] {
          let (w, x) = drawn(classes, 1, features)
          // One of the two labels, at least, is not what is predicted.
          let isRight = try expectEach([0, classes - 1]) { label in
            let one = PerceptronProblem(inputs: x, labels: [label], classCount: classes)
            return try expect(
              perceptron.update(weights: unit * w, input: unit * x.row(0), label: label),
              equals: unit * one.pass(w), "the new weights of \(classes) drawn rows near \(unit)",
              tolerance: .relative(1e-9))
          }
          guard isRight else { return }
        }
      }
    }

    // No change if ŷ = y.

    @Test(
      "A right prediction changes nothing",
      .hint("What happens in your code when the prediction is the label?"))
    func updateWhenRight() throws {
      try expectUpdates([
        (weights, [1, 1, 1, 1], 1, weights), (weights, [-1, 0, 0, 1], 2, weights),
        (weights, [0, 3, 2, 1], 1, weights),
      ])
      // The winner's score is hardly higher.
      let close = nearTies
      for (i, winner) in close.winners.enumerated() {
        let w = Matrix(rows: 65, columns: 1, elements: close.weights.column(i).elements)
        for label in [winner, 3] {
          let change = (winner == label ? 0.0 : 1)
          let right = Matrix(rows: 65, columns: 1) { k, _ in
            w[k, 0] + (k == label ? change : 0) - (k == winner ? change : 0)
          }
          guard
            try expect(
              perceptron.update(weights: w, input: [1], label: label), equals: right,
              tolerance: .relative(1e-9))
          else { return }
        }
      }
    }

    // The fraction of right predictions.

    @Test(
      "The accuracy is the fraction of right predictions",
      .hint("Is your number between 0 and 1?"))
    func accuracy() throws {
      // The predictions are 1, 1, 2, 2, 2. Where yours aren't, a wrong accuracy is no riddle.
      let predicts = try perceptron.predict(weights: weights, inputs: inputs) == [1, 1, 2, 2, 2]
      guard
        try expect(
          perceptron.accuracy(weights: weights, inputs: inputs, labels: [1, 2, 2, 0, 2]),
          equals: 0.6,
          mistakes: predicts
            ? [
              3: PerceptronMistake.countOfRight, 60: PerceptronMistake.percent,
              0.4: PerceptronMistake.errorRate, 0: "integers are divided, which drops the fraction",
            ] : [:])
      else { return }
      try expect(
        perceptron.accuracy(weights: weights, inputs: inputs, labels: [1, 1, 2, 2, 2]), equals: 1)
      try expect(
        perceptron.accuracy(weights: weights, inputs: inputs, labels: [0, 0, 0, 0, 0]), equals: 0)
      let close = nearTies
      try expect(
        perceptron.accuracy(
          weights: close.weights, inputs: .identity(close.winners.count), labels: close.winners),
        equals: 1, "the accuracy where the score of each label is hardly higher than the others")
      // A single one of many samples is wrong.
      for count in Sweep.counts {
        for place in Sweep.places(in: count) {
          var labels = (0..<count).map { $0 % 7 }
          let inputs = Matrix(rows: count, columns: 7) { $1 == labels[$0] ? 1 : 0 }
          labels[place] = (labels[place] + 3) % 7
          guard
            try expect(
              perceptron.accuracy(weights: .identity(7), inputs: inputs, labels: labels),
              equals: Double(count - 1) / Double(count),
              "the accuracy where only sample \(place) of \(count) is wrong")
          else { return }
        }
      }
      for (problem, w) in PerceptronProblem.underWay {
        guard
          try expect(
            perceptron.accuracy(weights: w, inputs: problem.inputs, labels: problem.labels),
            equals: Double(problem.hits(w).count) / Double(problem.labels.count),
            "the accuracy on \(problem.labels.count) drawn samples of \(problem.classCount) classes"
          )
        else { return }
      }
    }

    /// Expects the weights after single updates. A mistake is named if it explains all of them.
    private func expectUpdates(
      _ cases: [(weights: Matrix, x: Vector, label: Int, right: Matrix)],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let answers = try cases.map {
        try perceptron.update(weights: $0.weights, input: $0.x, label: $0.label)
      }
      let habits: [(String, PerceptronProblem.Habits)] = [
        (PerceptronMistake.wrongOneStays, .init(lowersTheWrong: false)),
        (PerceptronMistake.rightOneStays, .init(raisesTheRight: false)),
        (PerceptronMistake.signsSwapped, .init(sign: -1)),
        (PerceptronMistake.allOthersLose, .init(lowersAllOthers: true)),
        (PerceptronMistake.updatesWhenRight, .init(updatesWhenRight: true)),
        (PerceptronMistake.updatesWhenRight, .init(updatesWhenRight: true, lowersAllOthers: true)),
        (PerceptronMistake.halfStep, .init(factor: 0.5)),
        (PerceptronMistake.predictsLast, .init(tiesGoToTheLast: true)),
      ]
      var names = habits.map { name, habits in
        (name, cases.map { one($0.x, $0.label, $0.weights).pass($0.weights, habits) })
      }
      // Changes by 1 instead of x, in the same rows.
      let units = cases.map { sample in
        let scores = one(sample.x, sample.label, sample.weights).scores(sample.weights, 0)
        let guess = PerceptronProblem.place(ofHighest: scores)
        return Matrix(rows: sample.weights.rows, columns: sample.x.count) { k, j in
          sample.weights[k, j] + (k == sample.label ? 1 : 0) - (k == guess ? 1 : 0)
        }
      }
      names.append((PerceptronMistake.unitStep, units))
      names.append(
        ("the weights have a row for each class, not a column", cases.map { $0.right.transposed() })
      )
      let name = names.first { $0.1 == answers }?.0
      for (sample, answer) in zip(cases, answers) {
        guard
          expect(
            answer, equals: sample.right,
            "the weights \(sample.weights) after the sample \(sample.x) of class \(sample.label)",
            mistakes: name.map { [answer: $0] } ?? [:], sourceLocation: sourceLocation)
        else { return }
      }
    }

    private func one(_ x: Vector, _ label: Int, _ weights: Matrix) -> PerceptronProblem {
      PerceptronProblem(
        inputs: Matrix(rows: [x]), labels: [label], classCount: weights.rows)
    }
  }
}
