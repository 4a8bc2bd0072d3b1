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

    // sₖ(x) = W_k · x, n × K.
    @Test(
      "There is a score for every class, a row for each sample",
      .hint("Which product of X and W has five rows and three columns?"))
    func scores() throws {
      let right: Matrix = [[2, 5, 4], [0, 5, 5], [1, 0, 2], [-2, -2, 3], [2, 3, 6]]
      try expect(
        perceptron.scores(weights: weights, inputs: inputs), equals: right,
        mistakes: [
          right.transposed(): PerceptronMistake.scoresTransposed, -right: "the scores are negated",
        ])
      let drawn = PerceptronProblem(draw: 1, samples: 6, features: 5, classes: 3)
      let w = drawn.epochs(1)[0]
      let scores = Matrix(
        rows: (0..<6).map { Vector(PerceptronProblem.scores(w, drawn.inputs.row($0))) })
      try expect(
        perceptron.scores(weights: w, inputs: drawn.inputs), equals: scores,
        "the scores of drawn samples",
        mistakes: [scores.transposed(): PerceptronMistake.scoresTransposed])
    }

    // argmaxₖ sₖ(x); ties go to the lowest class.
    @Test(
      "The class with the highest score is predicted, the lowest among equals",
      .hint("Which of two equal scores do you meet first, and what does your comparison do then?"))
    func predict() throws {
      try expect(
        perceptron.predict(weights: weights, inputs: inputs), equals: [1, 1, 2, 2, 2],
        mistakes: [
          [5, 5, 2, 3, 6]: PerceptronMistake.predictsScores,
          [1, 2, 2, 2, 2]: PerceptronMistake.predictsLast,
          [0, 0, 1, 0, 0]: PerceptronMistake.predictsSmallest,
          [0, 0, 1, 1, 0]: PerceptronMistake.predictsSmallest,
        ])
      try expect(
        perceptron.predict(
          weights: [[-9, 1], [2, 1], [2, 1]], inputs: [[1, 0], [0, 1], [-1, 0]]),
        equals: [1, 0, 0], "the predictions with equal scores",
        mistakes: [
          [2, 2, 0]: PerceptronMistake.predictsLast,
          [0, 0, 0]: PerceptronMistake.predictsLargestMagnitude,
          [2, 1, 9]: PerceptronMistake.predictsScores,
        ])
      let drawn = PerceptronProblem(draw: 2, samples: 12, features: 4, classes: 5)
      let w = drawn.epochs(1)[0]
      try expect(
        perceptron.predict(weights: w, inputs: drawn.inputs),
        equals: (0..<12).map { PerceptronProblem.predict(w, drawn.inputs.row($0)) },
        "the predictions for drawn samples",
        mistakes: [
          (0..<12).map { PerceptronProblem.predict(w, drawn.inputs.row($0), last: true) }:
            PerceptronMistake.predictsLast
        ])
    }

    // W_y += x and W_ŷ −= x, if ŷ ≠ y.
    @Test(
      "A mistake moves two rows of the weights",
      .hint("Which two classes should score differently after a mistake?"))
    func updateAfterMistake() throws {
      let x: Vector = [1, 1, 1, 1]
      try expect(
        perceptron.update(weights: weights, input: x, label: 0),
        equals: [[2, 1, 0, 3], [1, 0, -1, 1], [0, -1, 3, 2]],
        mistakes: mistakes(weights, x, 0))
      let y: Vector = [2, -1, 0.5, 3]
      try expect(
        perceptron.update(weights: weights, input: y, label: 2),
        equals: [[1, 0, -1, 2], [0, 2, -0.5, -1], [2, -2, 3.5, 5]],
        mistakes: mistakes(weights, y, 2))
      // All scores are 0, so class 0 is predicted.
      let zeros = Matrix.zeros(3, 4)
      try expect(
        perceptron.update(weights: zeros, input: y, label: 1),
        equals: [[-2, 1, -0.5, -3], [2, -1, 0.5, 3], [0, 0, 0, 0]],
        mistakes: mistakes(zeros, y, 1))
    }

    // No change if ŷ = y.
    @Test(
      "A right prediction changes nothing",
      .hint("What happens in your code when the prediction is the label?"))
    func updateWhenRight() throws {
      for (x, label) in [([1, 1, 1, 1], 1), ([-1, 0, 0, 1], 2), ([0, 3, 2, 1], 1)]
        as [(Vector, Int)]
      {
        try expect(
          perceptron.update(weights: weights, input: x, label: label), equals: weights,
          mistakes: mistakes(weights, x, label))
      }
    }

    // The part of right predictions.
    @Test(
      "The accuracy is the part of right predictions",
      .hint("Is your number between 0 and 1?"))
    func accuracy() throws {
      // The predictions are 1, 1, 2, 2, 2.
      try expect(
        perceptron.accuracy(weights: weights, inputs: inputs, labels: [1, 2, 2, 0, 2]), equals: 0.6,
        mistakes: [
          3: PerceptronMistake.countOfRight, 60: PerceptronMistake.percent,
          0.4: PerceptronMistake.errorRate, 0.8: PerceptronMistake.predictsLast,
          0: "integers are divided, which drops the fraction",
        ])
      try expect(
        perceptron.accuracy(weights: weights, inputs: inputs, labels: [1, 1, 2, 2, 2]), equals: 1)
      try expect(
        perceptron.accuracy(weights: weights, inputs: inputs, labels: [0, 0, 0, 0, 0]), equals: 0)
      let drawn = PerceptronProblem(draw: 3, samples: 13, features: 4, classes: 3)
      let w = drawn.epochs(2)[1]
      let right = drawn.rightOnes(w)
      try expect(
        perceptron.accuracy(weights: w, inputs: drawn.inputs, labels: drawn.labels),
        equals: Double(right) / 13, "the accuracy on drawn samples",
        mistakes: [
          Double(right): PerceptronMistake.countOfRight,
          Double(13 - right) / 13: PerceptronMistake.errorRate,
        ])
    }

    private func mistakes(
      _ weights: Matrix, _ x: Vector, _ label: Int
    ) -> KeyValuePairs<Matrix, String> {
      let one = PerceptronProblem(
        inputs: Matrix(rows: [x]), labels: [label], classCount: weights.rows)
      let right = one.pass(weights)
      let ones = PerceptronProblem(
        inputs: Matrix(rows: [x.map { _ in 1 }]), labels: [label], classCount: weights.rows)
      let guess = PerceptronProblem.predict(weights, x)
      var unit = weights
      if guess != label {
        unit.setRow(label, to: unit.row(label) + 1)
        unit.setRow(guess, to: unit.row(guess) - 1)
      }
      return [
        one.pass(weights, .init(lowersTheWrong: false)): PerceptronMistake.wrongOneStays,
        one.pass(weights, .init(raisesTheRight: false)): PerceptronMistake.rightOneStays,
        one.pass(weights, .init(sign: -1)): PerceptronMistake.signsSwapped,
        one.pass(weights, .init(lowersAllOthers: true)): PerceptronMistake.allOthersLose,
        one.pass(weights, .init(updatesWhenRight: true)): PerceptronMistake.updatesWhenRight,
        one.pass(weights, .init(updatesWhenRight: true, lowersAllOthers: true)):
          PerceptronMistake.updatesWhenRight,
        one.pass(weights, .init(factor: 0.5)): PerceptronMistake.halfStep,
        one.pass(weights, .init(tiesGoToTheLast: true)): PerceptronMistake.predictsLast,
        unit: PerceptronMistake.unitStep,
        ones.pass(weights, .init(updatesWhenRight: guess == label)):
          guess == label ? PerceptronMistake.updatesWhenRight : PerceptronMistake.unitStep,
        right.transposed(): "the weights have a row for each class, not a column",
      ]
    }
  }
}
