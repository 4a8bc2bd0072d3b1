import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Passes over many samples, and training.
//
// Numbers were computed with exact integers, or come from a data set that was searched for with
// Python: there the first best epoch is neither the last best one, nor the last of all, nor the best
// on the training data.

extension PerceptronSuites {
  @Suite("8 · Perceptron: training", .part(2))
  struct PerceptronTrainingTests {
    let perceptron = Student.answer.perceptron

    let five = PerceptronProblem(
      inputs: [[1, 0, 1], [0, 1, 1], [-1, -1, 1], [2, 1, 1], [0, -2, 1]], labels: [0, 1, 2, 0, 2],
      classCount: 3)

    let nine = PerceptronProblem(
      inputs: [
        [-3, -3, -2, 1], [2, -2, -1, 1], [1, 1, 0, 1], [0, 0, 1, 1], [-1, 0, -2, 1],
        [2, -1, -2, 1],
        [-1, 3, -2, 1], [-3, 2, -2, 1], [-3, 2, -1, 1],
      ], labels: [0, 1, 1, 2, 0, 1, 0, 1, 0], classCount: 3)

    let validation = PerceptronProblem(
      inputs: [
        [-1, 2, 1, 1], [3, 0, 0, 1], [1, 1, 0, 1], [-2, 2, 0, 1], [-2, 0, -2, 1], [-1, -1, 2, 1],
        [-3, 2, 2, 1], [1, 3, 2, 1],
      ], labels: [2, 0, 2, 2, 0, 0, 2, 0], classCount: 3)

    // One pass in the given order, each sample judged by the weights of its moment.

    @Test(
      "In an epoch each sample meets the weights that the one before has left",
      .hint("When do you compute the prediction for the second sample: before or after the first?"))
    func epoch() throws {
      let drawn = PerceptronProblem(draw: 10, samples: 15, features: 4, classes: 3)
      let start = drawn.epochs(1)[0]
      guard try expectPass(drawn, from: start, equals: drawn.pass(start)) else { return }
      let zeros = Matrix.zeros(3, 3)
      let first: Matrix = [[3, 1, -1], [-2, 0, 0], [-1, -1, 1]]
      let second: Matrix = [[3, 0, -2], [-2, 1, 1], [-1, -1, 1]]
      let two = PerceptronProblem(
        inputs: [[1, 1], [1, -1], [-1, 1], [-1, -1]], labels: [1, 1, 0, 0], classCount: 2)
      guard
        try expectPass(five, from: zeros, equals: first),
        try expectPass(five, from: first, equals: second),
        try expectPass(five, from: second, equals: second),
        try expectPass(two, from: Matrix.zeros(2, 2), equals: [[-2, 0], [2, 0]])
      else { return }
      for (problem, start) in PerceptronProblem.underWay {
        guard try expectPass(problem, from: start, equals: problem.pass(start), named: false)
        else { return }
      }
      // Weights of nine digits. The scores of all classes grow alike, so that the predictions stay.
      let far = drawn.pass(start) + 1e8
      guard try expectPass(drawn, from: start + 1e8, equals: far, named: false) else { return }
      // Powers of 2, by which nothing is rounded.
      for unit in Sweep.magnitudes.map({ pow(2, log2($0).rounded()) }) {
        var scaled = drawn
        scaled.inputs *= unit
        let right = unit * drawn.pass(start)
        guard try expectPass(scaled, from: unit * start, equals: right, named: false) else {
          return
        }
      }
    }

    // The first epoch with the highest accuracy on the validation data.

    @Test(
      "Training keeps the weights of the first best epoch",
      .hint("What do you compare after each epoch, and with what?"))
    func best() throws {
      let drawn = PerceptronProblem(draw: 20, samples: 14, features: 4, classes: 3)
      let other = PerceptronProblem(draw: 21, samples: 10, features: 4, classes: 3)
      // Nothing is ever right on the validation data: the first epoch is the best all the same.
      let one = PerceptronProblem(inputs: [[1]], labels: [1], classCount: 2)
      let opposite = PerceptronProblem(inputs: [[1]], labels: [0], classCount: 2)
      // Everything is right after the first epoch: the others are gone through all the same.
      let two = PerceptronProblem(inputs: [[1], [-1]], labels: [0, 1], classCount: 2)
      guard
        try expectTrainings([
          (nine, validation, 6), (drawn, other, 5), (one, opposite, 3), (two, two, 5),
        ])
      else { return }
      // From Python for the first problem.
      let result = try train(nine, validation, epochs: 6)
      expect(result.bestEpoch, equals: 4, "the best epoch")
      expect(
        result.validationAccuracies, equals: [0.125, 0.125, 0.25, 0.5, 0.5, 0.25],
        "the validation accuracies")
      // More classes than labels, a single validation sample, many, and many that make little difference.
      var (roomy, single, alike) = (nine, validation, validation)
      roomy.classCount = 7
      (single.inputs, single.labels) = (validation.inputs[rows: 2..<3], [2])
      alike.inputs = Matrix(rows: 20_000, columns: 4) { $0 < 8 ? validation.inputs[$0, $1] : 0 }
      alike.labels += Array(repeating: 0, count: 19_992)
      // Class 0 is right for this one, whatever the weights are.
      let blank = PerceptronProblem(inputs: .zeros(1, 4), labels: [0], classCount: 3)
      let large = PerceptronProblem(
        draw: 22, samples: 65, features: 3, classes: 4, range: 500_000, labels: 3)
      let unseen = PerceptronProblem(
        draw: 23, samples: 300, features: 3, classes: 4, range: 500_000, labels: 1)
      _ = try expectTrainings([
        (nine, validation, 1), (roomy, validation, 6), (nine, single, 6), (nine, alike, 6),
        (large, unseen, 3), (unseen, large, 2), (nine, validation, 1201), (nine, blank, 101),
        (five, five, 9),
      ])
    }

    // Clusters with a gap between them: the perceptron makes finitely many mistakes, then none.

    @Test(
      "Training learns to tell three clusters apart, new samples too",
      .hint("How many of the training samples are still wrong after twenty epochs?"))
    func learns() throws {
      let (training, validation, test) = (clusters(30), clusters(31), clusters(32))
      let result = try train(training, validation, epochs: 20)
      guard
        expectProperty(
          result.bestWeights.shape == (3, 3), "the best weights have a row for each of 3 classes")
      else { return }
      let hits = test.hits(result.bestWeights).count
      expectProperty(
        20 * hits >= 19 * test.labels.count,
        "at least 95 of 100 new samples are classified correctly, but \(hits) of "
          + "\(test.labels.count) are")
      let known = training.hits(result.finalWeights).count
      expectProperty(
        known == training.labels.count,
        "after 20 epochs no training sample is wrong any more, but \(known) of "
          + "\(training.labels.count) are right")
    }

    // Shapes that don't fit, labels of no class, numbers that aren't any.

    @Test(
      "Bad input is refused",
      .hint("Which of the arguments that can be bad have you not checked yet?"))
    func badInput() throws {
      let (w, x, cut) = (Matrix.ones(3, 3), five.inputs, PerceptronMistake.cut)
      for call in calls {
        var checks = [
          try expectInvalidInput(naming: "weights", value: "1") { try call(.ones(1, 3), x) },
          try expectInvalidInput(naming: "weights", or: "inputs", value: "0") {
            try call(.zeros(3, 0), .zeros(5, 0))
          },
        ]
        for columns in [2, 4] {
          checks.append(
            try expectInvalidInput(naming: "inputs", value: "\(columns)", mistake: cut) {
              try call(w, .ones(5, columns))
            })
        }
        try expectInvalidInput(naming: "inputs", value: "0") { try call(w, .zeros(0, 3)) }
        let passing = PerceptronMistake.notANumber(ifAny: checks)
        for (row, column) in [(0, 0), (3, 1), (4, 2)] {
          try expectRefused("inputs", Sweep.notFinite, mistake: passing) {
            try call(w, x.with($0, at: row, column))
          }
          try expectRefused("weights", Sweep.notFinite, mistake: passing) {
            try call(w.with($0, at: row % 3, column), x)
          }
        }
      }
      try expectBadUpdatesAreRefused()
      for label in [-1, 3, 40] {
        try expectLabelsAreRefused(
          [0, 1, label, 0, 2], value: label, PerceptronMistake.labelUnchecked)
      }
      for labels in [[], [0, 1, 2], [0, 1, 2, 0, 1, 2]] {
        try expectLabelsAreRefused(labels, value: labels.count, cut)
      }
      try expectBadTrainingsAreRefused()
      try expectBadPlacesAreRefused()
    }

    // Which functions of two bits a straight line can cut in two.

    @Test(
      "You know what a perceptron can't learn",
      .hint("Draw the four samples of each function. Can one straight line part ones and zeros?"))
    func concept() throws {
      for (function, answer) in [
        (.and, true), (.or, true), (.xor, false), (.nand, true), (.equal, false),
      ] as [(BitFunction, Bool)] {
        try conceptCheck {
          try expect(
            perceptron.canLearn(function), equals: answer, "whether it can learn \(function)",
            mistakes: [
              !answer: answer ? PerceptronMistake.lineIsEnough : PerceptronMistake.xorIsLearned
            ])
        }
      }
    }
  }
}
