import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// What training refuses, whatever else is right.
extension PerceptronSuites.PerceptronTrainingTests {
  // One bad label or number at each place of 33 samples of nine features.
  func expectBadPlacesAreRefused() throws {
    let many = PerceptronProblem(draw: 50, samples: 33, features: 9, classes: 4)
    let w = many.pass(.zeros(4, 9))
    for (k, place) in Sweep.places(in: 33).enumerated() {
      var (label, input) = (many, many)
      label.labels[place] = [4, -1][k % 2]
      input.inputs[place, place % 9] = Sweep.notFinite[k % 3]
      let unchecked = PerceptronMistake.labelUnchecked
      for (names, problem, mistake) in [
        (("labels", "validationLabels"), label, unchecked),
        (("inputs", "validationInputs"), input, nil),
      ] {
        let (x, y) = (problem.inputs, problem.labels)
        for call in [
          { _ = try perceptron.epoch(weights: w, inputs: x, labels: y) },
          { _ = try perceptron.accuracy(weights: w, inputs: x, labels: y) },
          { _ = try train(problem, many, epochs: 1) },
        ] { try expectInvalidInput(naming: names.0, mistake: mistake, call) }
        try expectInvalidInput(naming: names.1, mistake: mistake) {
          try train(many, problem, epochs: 1)
        }
      }
      try expectInvalidInput(naming: "weights") {
        try perceptron.scores(
          weights: w.with(Sweep.notFinite[k % 3], at: place / 9, place % 9), inputs: many.inputs)
      }
    }
  }

  /// The functions of weights and inputs, with as many labels as there are samples, all of class 0.
  var calls: [(_ weights: Matrix, _ inputs: Matrix) throws -> Any] {
    func labels(_ inputs: Matrix) -> [Int] { [Int](repeating: 0, count: inputs.rows) }
    return [
      { try perceptron.scores(weights: $0, inputs: $1) },
      { try perceptron.predict(weights: $0, inputs: $1) },
      { try perceptron.epoch(weights: $0, inputs: $1, labels: labels($1)) },
      { try perceptron.accuracy(weights: $0, inputs: $1, labels: labels($1)) },
    ]
  }

  func expectLabelsAreRefused(
    _ labels: [Int], value: Int, _ mistake: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (weights, inputs) = (Matrix.ones(3, 3), five.inputs)
    try expectInvalidInput(
      naming: "labels", value: "\(value)", mistake: mistake, sourceLocation: sourceLocation
    ) { try perceptron.epoch(weights: weights, inputs: inputs, labels: labels) }
    try expectInvalidInput(
      naming: "labels", value: "\(value)", mistake: mistake, sourceLocation: sourceLocation
    ) { try perceptron.accuracy(weights: weights, inputs: inputs, labels: labels) }
  }

  func expectBadUpdatesAreRefused() throws {
    func update(_ weights: Matrix = .ones(3, 3), _ input: Vector = [1, 2, 3], _ label: Int = 0)
      throws -> Matrix
    { try perceptron.update(weights: weights, input: input, label: label) }
    let cut = PerceptronMistake.cut
    let checks = [
      try expectInvalidInput(naming: "input", value: "2", mistake: cut) {
        try update(.ones(3, 3), [1, 2])
      },
      try expectInvalidInput(naming: "input", value: "4", mistake: cut) {
        try update(.ones(3, 3), [1, 2, 3, 4])
      },
      try expectInvalidInput(naming: "weights", value: "1") { try update(.ones(1, 3)) },
      try expectInvalidInput(naming: "weights", or: "input", value: "0") {
        try update(.zeros(3, 0), [])
      },
    ]
    let passing = PerceptronMistake.notANumber(ifAny: checks)
    for place in 0..<3 {
      try expectRefused("input", Sweep.notFinite, mistake: passing) {
        try update(.ones(3, 3), Vector.ones(3).with($0, at: place))
      }
      try expectRefused("weights", Sweep.notFinite, mistake: passing) {
        try update(Matrix.ones(2, 3).with($0, at: 1, place))
      }
    }
    for label in [-1, 3, 40] {
      try expectInvalidInput(
        naming: "label", value: "\(label)", mistake: PerceptronMistake.labelUnchecked
      ) { try update(.ones(3, 3), [1, 2, 3], label) }
    }
  }

  func expectBadTrainingsAreRefused() throws {
    var checks: [Bool] = []
    for bad in Self.badTrainings {
      var (training, validation) = (nine, validation)
      bad.spoil(&training, &validation)
      checks.append(
        try expectInvalidInput(
          naming: bad.argument, or: bad.other, value: bad.value, mistake: bad.mistake
        ) { try train(training, validation, epochs: bad.epochs) })
    }
    let passing = PerceptronMistake.notANumber(ifAny: checks)
    for (row, column) in [(0, 0), (3, 1), (7, 3)] {
      try expectRefused("inputs", Sweep.notFinite, mistake: passing) {
        var training = nine
        training.inputs[row, column] = $0
        return try train(training, validation, epochs: 2)
      }
      try expectRefused("validationInputs", Sweep.notFinite, mistake: passing) {
        var other = validation
        other.inputs[row, column] = $0
        return try train(nine, other, epochs: 2)
      }
    }
  }

  /// A training that is to be refused. Where two arguments are bad, either of them may be named.
  struct BadTraining {
    let argument: String
    var other: String?
    var value: String?
    var mistake: String?
    var epochs = 2
    var spoil: (inout PerceptronProblem, inout PerceptronProblem) -> Void = { _, _ in }
  }

  static var badTrainings: [BadTraining] {
    let (cut, unchecked) = (PerceptronMistake.cut, PerceptronMistake.labelUnchecked)
    return [
      BadTraining(argument: "epochs", value: "0", epochs: 0),
      BadTraining(argument: "epochs", value: "-3", epochs: -3),
      BadTraining(argument: "classCount", value: "1") { training, validation in
        (training.classCount, training.labels) = (1, training.labels.map { _ in 0 })
        validation.labels = validation.labels.map { _ in 0 }
      },
      BadTraining(argument: "classCount", other: "labels") { training, _ in
        training.classCount = -1
      },
      BadTraining(
        argument: "labels", other: "validationLabels", value: "2", mistake: unchecked
      ) { training, _ in training.classCount = 2 },
      BadTraining(argument: "labels", value: "-1", mistake: unchecked) { training, _ in
        training.labels[0] = -1
      },
      BadTraining(argument: "labels", value: "3", mistake: unchecked) { training, _ in
        training.labels[0] = 3
      },
      BadTraining(argument: "labels", value: "8", mistake: cut) { training, _ in
        training.labels.removeLast()
      },
      BadTraining(argument: "labels", value: "10") { training, _ in training.labels.append(0) },
      BadTraining(argument: "validationLabels", value: "-1", mistake: unchecked) {
        $1.labels[0] = -1
      },
      BadTraining(argument: "validationLabels", value: "3", mistake: unchecked) {
        $1.labels[0] = 3
      },
      BadTraining(argument: "validationLabels", value: "3", mistake: unchecked) {
        $1.labels[7] = 3
      },
      BadTraining(argument: "validationLabels", value: "7", mistake: cut) {
        $1.labels.removeLast()
      }, BadTraining(argument: "validationLabels", value: "9") { $1.labels.append(0) },
      BadTraining(argument: "validationInputs", value: "3", mistake: cut) {
        $1.inputs = .ones(8, 3)
      }, BadTraining(argument: "validationInputs", value: "5") { $1.inputs = .ones(8, 5) },
      // Nothing to learn from, or to choose by.
      BadTraining(argument: "inputs", value: "0") { training, _ in
        (training.inputs, training.labels) = (.zeros(0, 4), [])
      },
      BadTraining(argument: "validationInputs", value: "0") {
        ($1.inputs, $1.labels) = (.zeros(0, 4), [])
      },
      BadTraining(argument: "inputs", other: "validationInputs", value: "0") {
        ($0.inputs, $1.inputs) = (.zeros(9, 0), .zeros(8, 0))
      },
    ]
  }
}
