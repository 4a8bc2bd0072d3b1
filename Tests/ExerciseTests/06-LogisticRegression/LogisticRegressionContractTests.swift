import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension LogisticRegressionSuites {
  @Suite("6 · Logistic regression: bad input", .part(5))
  struct LogisticRegressionContractTests {
    let logistic = Student.answer.logisticRegression

    /// Five samples and three weights.
    let good = LogisticProblem(
      weights: [0.5, -1, 0.25],
      inputs: [[1, 2, 1], [-1, 0.5, 1], [3, -2, 1], [0, 0.75, 1], [-2, 1, 1]],
      labels: [1, 0, 1, 0, 0], lambda: 0.5)

    // What is bad stands at the top of the stub.

    @Test(
      "Data that doesn't fit together, and settings that can't be, are refused",
      .hint("What do your functions do with four labels for five samples, or with a label of 2?"))
    func badInput() throws {
      let cut = "what doesn't fit is cut to the shorter one: shapes have to be checked first"
      let range = "a label that is neither 0 nor 1 is accepted"
      try expectAllRefuse("weights", "2") { $0.weights = [0.5, -1] }
      try expectAllRefuse("weights", "4") { $0.weights = [0.5, -1, 0.25, 2] }
      try expectAllRefuse("labels", "4", mistake: cut) { $0.labels = [1, 0, 1, 0] }
      try expectAllRefuse("labels", "6", mistake: cut) { $0.labels += [1] }
      try expectAllRefuse("labels", "2", mistake: range) { $0.labels[3] = 2 }
      try expectAllRefuse("labels", "-1", mistake: range) { $0.labels[4] = -1 }
      try expectAllRefuse("inputs", or: "labels") {
        ($0.inputs, $0.labels) = (Matrix(rows: 0, columns: 3, elements: []), [])
      }
      try expectAllRefuse("weights", or: "inputs") {
        ($0.inputs, $0.weights) = (Matrix(rows: 5, columns: 0, elements: []), [])
      }
      for (row, column) in [(2, 1), (0, 0), (4, 2)] {
        try expectAllRefuse("weights", Sweep.notFinite) { $0.weights[column] = $1 }
        try expectAllRefuse("inputs", Sweep.notFinite) { $0.inputs[row, column] = $1 }
      }
      let belowZero = [-0.25, -1e-12, -.infinity, .nan]
      try expectAllRefuse("lambda", belowZero, by: 2..., mistake: Self.negative) { $0.lambda = $1 }
      try expectAllRefuse("lambda", [.infinity], by: 2...) { $0.lambda = $1 }
      for (numbers, mistake) in [(belowZero, Self.negative), ([.infinity], nil)] {
        try expectRefused(
          "learningRate", numbers, mistake: mistake,
          nanMistake: LogisticMistake.notANumber("learningRate")
        ) { try step(good, learningRate: $0) }
      }
      try expectInvalidInput(naming: "logits", or: "labels") {
        try logistic.crossEntropy(logits: [], labels: [])
      }
      for place in 0...1 {
        try expectRefused(
          "logits", Sweep.notFinite, nanMistake: LogisticMistake.notANumber("logits")
        ) { try logistic.crossEntropy(logits: Vector.ones(2).with($0, at: place), labels: [1, 0]) }
      }
      try expectBadPlacesAreRefused(range)
      try expectBadTrainingsAreRefused()
    }

    // One bad entry at each place of 33 samples of nine features.
    private func expectBadPlacesAreRefused(_ range: String) throws {
      let many = LogisticProblem(draw: 61, samples: 33, features: 9)
      for (k, place) in Sweep.places(in: 33).enumerated() {
        let bad = Sweep.notFinite[k % 3]
        var (label, input, weight) = (many, many, many)
        label.labels[place] = [2, -1][k % 2]
        input.inputs[place, place % 9] = bad
        weight.weights[place / 4] = bad
        for (name, problem, mistake) in [
          ("labels", label, range), ("inputs", input, nil), ("weights", weight, nil),
        ] {
          for call in calls(of: problem).dropFirst() {
            try expectInvalidInput(naming: name, mistake: mistake, call)
          }
          guard name != "weights" else { continue }
          try expectInvalidInput(naming: name, mistake: mistake) {
            try train(problem.samples, many.samples)
          }
          try expectInvalidInput(naming: name, mistake: mistake) {
            try train(many.samples, problem.samples)
          }
        }
        let zeros = Vector.zeros(33)
        try expectInvalidInput(naming: "logits") {
          try logistic.crossEntropy(logits: zeros.with(bad, at: place), labels: many.labels)
        }
        try expectInvalidInput(naming: "logits") {
          try logistic.sigmoid(logits: zeros.with(bad, at: place))
        }
        try expectInvalidInput(naming: "labels", mistake: range) {
          try logistic.crossEntropy(logits: zeros, labels: label.labels)
        }
        try expectInvalidInput(naming: "validationLosses") {
          try logistic.stoppingPoint(validationLosses: zeros.with(bad, at: place), patience: 40)
        }
        for pixel in [-1e-9, 255.000001, bad] {
          try expectInvalidInput(naming: "pixels") {
            try logistic.preprocess(pixels: Matrix.ones(33, 9).with(pixel, at: place, place % 9))
          }
        }
      }
    }

    private static let negative = "a negative number is accepted"

    private func expectBadTrainingsAreRefused() throws {
      for (name, value, spoil) in Self.badSettings {
        var bad = LogisticTrainingSettings(learningRate: 0.5, batchSize: 2, epochs: 3)
        spoil(&bad)
        try expectInvalidInput(
          naming: name, value: value, mistake: "a setting is used before it is checked"
        ) { try train(good.samples, good.samples, bad) }
      }
      for (name, value, spoil) in Self.badSamples {
        var bad = good.samples
        spoil(&bad)
        let other = value == nil ? "labels" : nil
        try expectInvalidInput(naming: name, or: other, value: value) {
          try train(bad, good.samples)
        }
        let isChecked = (try? train(bad, good.samples)) == nil
        try expectInvalidInput(
          naming: name, or: other, value: value,
          mistake: isChecked ? "the validation samples are checked like the others" : nil
        ) { try train(good.samples, bad) }
      }
      var narrow = good.samples
      narrow.inputs = Matrix(rows: 5, columns: 2) { good.inputs[$0, $1] }
      try expectInvalidInput(naming: "inputs", value: "2") { try train(good.samples, narrow) }
      // A refused call leaves nothing behind, and what is unusual is no mistake.
      for (samples, settings) in [
        (good.samples, LogisticTrainingSettings(learningRate: 0.5, batchSize: 2, epochs: 3)),
        (
          BinarySamples(inputs: [[-7]], labels: [0]),
          LogisticTrainingSettings(learningRate: 0, lambda: 25, batchSize: 9, epochs: 1)
        ),
        (
          good.samples,
          LogisticTrainingSettings(
            learningRate: 1.6, lambda: 0.1, batchSize: 1, epochs: 2, stepsPerValidation: 300,
            patience: 1)
        ),
      ] {
        let result = try train(samples, samples, settings)
        expect(
          result.validationLosses.isEmpty, equals: false, "whether there are no validation losses")
      }
    }

    private static var badSettings: [(String, String, (inout LogisticTrainingSettings) -> Void)] {
      [
        ("patience", "0", { $0.patience = 0 }), ("patience", "-4", { $0.patience = -4 }),
        ("learningRate", "-0.5", { $0.learningRate = -0.5 }),
        ("learningRate", "nan", { $0.learningRate = .nan }), ("lambda", "-2.0", { $0.lambda = -2 }),
        ("learningRate", "inf", { $0.learningRate = .infinity }),
        ("lambda", "nan", { $0.lambda = .nan }), ("lambda", "inf", { $0.lambda = .infinity }),
        ("stepsPerValidation", "-2", { $0.stepsPerValidation = -2 }),
        ("batchSize", "0", { $0.batchSize = 0 }), ("batchSize", "-3", { $0.batchSize = -3 }),
        ("epochs", "0", { $0.epochs = 0 }), ("epochs", "-1", { $0.epochs = -1 }),
        ("stepsPerValidation", "0", { $0.stepsPerValidation = 0 }),
      ]
    }

    private static var badSamples: [(String, String?, (inout BinarySamples) -> Void)] {
      [
        ("labels", "2", { $0.labels[0] = 2 }), ("labels", "4", { $0.labels.removeLast() }),
        ("labels", "-1", { $0.labels[4] = -1 }), ("labels", "6", { $0.labels.append(1) }),
        ("inputs", "nan", { $0.inputs[1, 2] = .nan }),
        ("inputs", "inf", { $0.inputs[4, 0] = .infinity }),
        ("inputs", "-inf", { $0.inputs[0, 0] = -.infinity }),
        (
          "inputs", nil,
          { ($0.inputs, $0.labels) = (Matrix(rows: 0, columns: 3, elements: []), []) }
        ), ("inputs", nil, { $0.inputs = Matrix(rows: 5, columns: 0, elements: []) }),
      ]
    }

    /// The functions of samples and weights; the first knows no labels, the first two no λ.
    private func calls(of problem: LogisticProblem) -> [() throws -> Vector] {
      let (weights, inputs, labels) = (problem.weights, problem.inputs, problem.labels)
      let lambda = problem.lambda
      return [
        { try logistic.forward(weights: weights, inputs: inputs) },
        { [try logistic.accuracy(weights: weights, inputs: inputs, labels: labels)] },
        {
          [
            try logistic.objective(
              weights: weights, inputs: inputs, labels: labels, lambda: lambda)
          ]
        },
        {
          try logistic.gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)
        }, { try step(problem) },
      ]
    }

    /// Expects that every function of samples and weights refuses what a change has spoilt.
    private func expectAllRefuse(
      _ argument: String, or other: String? = nil, _ value: String? = nil, mistake: String? = nil,
      sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout LogisticProblem) -> Void
    ) throws {
      var bad = good
      change(&bad)
      let first =
        argument == "labels"
        ? { [try logistic.crossEntropy(logits: good.logits, labels: bad.labels)] }
        : calls(of: bad)[0]
      for call in [first] + calls(of: bad).dropFirst() {
        try expectInvalidInput(
          naming: argument, or: other, value: value, mistake: mistake,
          sourceLocation: sourceLocation, call)
      }
    }

    /// Expects that these functions of samples and weights refuse each of these numbers.
    private func expectAllRefuse(
      _ argument: String, _ numbers: [Double], by functions: PartialRangeFrom<Int> = 0...,
      mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout LogisticProblem, Double) -> Void
    ) throws {
      for index in calls(of: good).indices[functions] {
        try expectRefused(
          argument, numbers, mistake: mistake, nanMistake: LogisticMistake.notANumber(argument),
          sourceLocation: sourceLocation
        ) { number in
          var bad = good
          change(&bad, number)
          return try calls(of: bad)[index]()
        }
      }
    }

    private func step(_ problem: LogisticProblem, learningRate: Double = 0.5) throws -> Vector {
      try logistic.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: learningRate, lambda: problem.lambda)
    }

    private func train(
      _ training: BinarySamples, _ validation: BinarySamples,
      _ settings: LogisticTrainingSettings = .init(learningRate: 0.5, batchSize: 2, epochs: 3)
    ) throws -> LogisticTrainingResult {
      var generator = SeededGenerator(seed: 1)
      return try logistic.train(
        on: training, validatingOn: validation, settings: settings, using: &generator)
    }
  }
}
