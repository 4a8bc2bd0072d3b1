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
      try expectAllRefuse(naming: "weights", "2") { $0.weights = [0.5, -1] }
      try expectAllRefuse(naming: "weights", "4") { $0.weights = [0.5, -1, 0.25, 2] }
      for number in [Double.nan, .infinity, -.infinity] {
        for (row, column) in [(2, 1), (0, 0), (4, 2)] {
          let slip = { number.isNaN ? LogisticMistake.notANumber($0) : nil }
          try expectAllRefuse(naming: "weights", "\(number)", mistake: slip("weights")) {
            $0.weights[column] = number
          }
          try expectAllRefuse(naming: "inputs", "\(number)", mistake: slip("inputs")) {
            $0.inputs[row, column] = number
          }
        }
        for logits: Vector in [[1, number], [number, 1]] {
          let slip = number.isNaN ? LogisticMistake.notANumber("logits") : nil
          try expectInvalidInput(naming: "logits", value: "\(number)", mistake: slip) {
            try logistic.crossEntropy(logits: logits, labels: [1, 0])
          }
        }
      }
      try expectAllRefuse(naming: "labels", "4", mistake: cut) { $0.labels = [1, 0, 1, 0] }
      try expectAllRefuse(naming: "labels", "6", mistake: cut) { $0.labels += [1] }
      let range = "a label that is neither 0 nor 1 is accepted"
      try expectAllRefuse(naming: "labels", "2", mistake: range) { $0.labels[3] = 2 }
      try expectAllRefuse(naming: "labels", "-1", mistake: range) { $0.labels[4] = -1 }
      try expectAllRefuse(naming: "inputs", or: "labels") {
        $0.inputs = Matrix(rows: 0, columns: 3, elements: [])
        $0.labels = []
      }
      try expectAllRefuse(naming: "weights", or: "inputs") {
        $0.inputs = Matrix(rows: 5, columns: 0, elements: [])
        $0.weights = []
      }
      let negative = "a negative number is accepted"
      for number in [-0.25, -1e-12, .nan, .infinity, -.infinity] {
        let text = "\(number)"
        let slip = { number.isNaN ? LogisticMistake.notANumber($0) : number < 0 ? negative : nil }
        try expectInvalidInput(naming: "lambda", value: text, mistake: slip("lambda")) {
          try logistic.objective(
            weights: good.weights, inputs: good.inputs, labels: good.labels, lambda: number)
        }
        try expectInvalidInput(naming: "lambda", value: text, mistake: slip("lambda")) {
          try logistic.gradient(
            weights: good.weights, inputs: good.inputs, labels: good.labels, lambda: number)
        }
        try expectInvalidInput(naming: "lambda", value: text, mistake: slip("lambda")) {
          try step(good, lambda: number)
        }
        try expectInvalidInput(naming: "learningRate", value: text, mistake: slip("learningRate")) {
          try step(good, learningRate: number)
        }
      }
      try expectInvalidInput(naming: "logits") {
        try logistic.crossEntropy(logits: [], labels: [])
      }
      try badTraining()
    }

    private func badTraining() throws {
      let settings: [(String, String, (inout LogisticTrainingSettings) -> Void)] = [
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
      for (name, value, spoil) in settings {
        var bad = LogisticTrainingSettings(learningRate: 0.5, batchSize: 2, epochs: 3)
        spoil(&bad)
        try expectInvalidInput(
          naming: name, value: value, mistake: "a setting is used before it is checked"
        ) { try train(good.samples, good.samples, bad) }
      }
      let samples: [(String, String?, (inout BinarySamples) -> Void)] = [
        ("labels", "2", { $0.labels[0] = 2 }), ("labels", "4", { $0.labels.removeLast() }),
        ("labels", "-1", { $0.labels[4] = -1 }), ("labels", "6", { $0.labels.append(1) }),
        ("inputs", "nan", { $0.inputs[1, 2] = .nan }),
        ("inputs", "inf", { $0.inputs[4, 0] = .infinity }),
        ("inputs", "-inf", { $0.inputs[0, 0] = -.infinity }),
        (
          "inputs", nil,
          { $0 = BinarySamples(inputs: Matrix(rows: 0, columns: 3, elements: []), labels: []) }
        ),
      ]
      for (name, value, spoil) in samples {
        var bad = good.samples
        spoil(&bad)
        let other = value == nil ? "labels" : nil
        try expectInvalidInput(naming: name, or: other, value: value) {
          try train(bad, good.samples)
        }
        try expectInvalidInput(
          naming: name, or: other, value: value,
          mistake: "the validation samples are checked like the others"
        ) { try train(good.samples, bad) }
      }
      var narrow = good.samples
      narrow.inputs = Matrix(rows: 5, columns: 2) { good.inputs[$0, $1] }
      try expectInvalidInput(naming: "inputs", value: "2") { try train(good.samples, narrow) }
      // A refused call leaves nothing behind, and what is unusual is no mistake.
      let one = BinarySamples(inputs: [[-7]], labels: [0])
      for (samples, settings) in [
        (good.samples, LogisticTrainingSettings(learningRate: 0.5, batchSize: 2, epochs: 3)),
        (one, LogisticTrainingSettings(learningRate: 0, lambda: 25, batchSize: 9, epochs: 1)),
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

    /// Expects that every function of samples and weights refuses what a change has spoilt.
    private func expectAllRefuse(
      naming argument: String, or other: String? = nil, _ value: String? = nil,
      mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout LogisticProblem) -> Void
    ) throws {
      var bad = good
      change(&bad)
      func refuse<Result>(_ body: () throws -> Result) throws {
        try expectInvalidInput(
          naming: argument, or: other, value: value, mistake: mistake,
          sourceLocation: sourceLocation,
          body)
      }
      if argument != "labels" {
        try refuse { try logistic.forward(weights: bad.weights, inputs: bad.inputs) }
      } else {
        try refuse { try logistic.crossEntropy(logits: good.logits, labels: bad.labels) }
      }
      try refuse {
        try logistic.accuracy(weights: bad.weights, inputs: bad.inputs, labels: bad.labels)
      }
      try refuse {
        try logistic.objective(
          weights: bad.weights, inputs: bad.inputs, labels: bad.labels, lambda: bad.lambda)
      }
      try refuse {
        try logistic.gradient(
          weights: bad.weights, inputs: bad.inputs, labels: bad.labels, lambda: bad.lambda)
      }
      try refuse { try step(bad) }
    }

    private func step(
      _ problem: LogisticProblem, learningRate: Double = 0.5, lambda: Double = 0.5
    ) throws -> Vector {
      try logistic.trainingStep(
        weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
        learningRate: learningRate, lambda: lambda)
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
