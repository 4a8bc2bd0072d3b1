import Curriculum
import LinearAlgebra

/// What learns letters, one sample a step: a model's shapes, and an answer's way to change it.
protocol LetterLearner {
  /// The names of its parameters in the state of a run.
  var names: [String] { get }

  /// The parameters before the first step.
  ///
  /// - Parameter inputs: How many numbers a sample has.
  func start(inputs: Int, using generator: inout SeededGenerator) -> [Matrix]

  /// The loss of one sample.
  func loss(_ parameters: [Matrix], _ sample: LabelledRows, step: Int) throws -> Double

  /// The parameters after a step for each sample, in their order.
  func steps(_ parameters: [Matrix], _ samples: LabelledRows, from step: Int) throws -> [Matrix]

  /// The accuracy, and the mean loss where it is wanted.
  func measure(
    _ parameters: [Matrix], _ rows: LabelledRows, step: Int
  ) throws -> (loss: Double, accuracy: Double)

  /// The layers, as exercise 14's keeper takes them in.
  func layers(_ parameters: [Matrix]) -> [LiveModel]

  /// The parameters of layers that a keeper gives back.
  func parameters(_ layers: [ModelCheckpoint]) -> [Matrix]
}

extension LetterLearner {
  var names: [String] { ["weights"] }

  /// - Throws: `RunProblem` where an operation gave other shapes than it was given.
  func require(
    _ given: [Matrix], toFit wanted: [Matrix], _ operation: String, step: Int
  ) throws {
    func shapes(_ matrices: [Matrix]) -> [[Int]] { matrices.map { [$0.rows, $0.columns] } }
    guard shapes(given) == shapes(wanted) else {
      throw RunProblem(
        "\(operation) gave the shapes \(shapes(given)) at step \(step), not \(shapes(wanted))")
    }
  }
}

/// The perceptron of exercise 8; its weights are letters × inputs.
struct PerceptronOfLetters: LetterLearner {
  let answer: any Perceptron

  func start(inputs: Int, using generator: inout SeededGenerator) -> [Matrix] {
    [.zeros(26, inputs)]
  }

  /// By how much the highest score is above that of the right letter.
  func loss(_ parameters: [Matrix], _ sample: LabelledRows, step: Int) throws -> Double {
    let scores = try asking("scores", "at step \(step)") {
      try answer.scores(weights: parameters[0], inputs: sample.inputs)
    }
    guard scores.shape == (1, 26) else {
      throw RunProblem("scores gave \(scores.rows) × \(scores.columns) numbers, not 1 × 26")
    }
    return scores.maximum() - scores[0, sample.labels[0]]
  }

  func steps(_ parameters: [Matrix], _ samples: LabelledRows, from step: Int) throws -> [Matrix] {
    let moved = try asking("epoch", "at step \(step)") {
      try answer.epoch(weights: parameters[0], inputs: samples.inputs, labels: samples.labels)
    }
    try require([moved], toFit: parameters, "epoch", step: step)
    return [moved]
  }

  func measure(
    _ parameters: [Matrix], _ rows: LabelledRows, step: Int
  ) throws -> (loss: Double, accuracy: Double) {
    let accuracy = try asking("accuracy", "at step \(step)") {
      try answer.accuracy(weights: parameters[0], inputs: rows.inputs, labels: rows.labels)
    }
    return (0, accuracy)
  }

  func layers(_ parameters: [Matrix]) -> [LiveModel] {
    [LiveModel(weights: parameters[0].transposed(), biases: .zeros(26))]
  }

  func parameters(_ layers: [ModelCheckpoint]) -> [Matrix] {
    layers.map { $0.weights.transposed() }
  }
}

/// The softmax regression of exercise 7; its weights are inputs × letters.
struct RegressionOfLetters: LetterLearner {
  let answer: any SoftmaxRegression
  let learningRate: Double
  let lambda: Double

  func start(inputs: Int, using generator: inout SeededGenerator) -> [Matrix] {
    [.zeros(inputs, 26)]
  }

  func loss(_ parameters: [Matrix], _ sample: LabelledRows, step: Int) throws -> Double {
    try asking("objective", "at step \(step)") {
      try answer.objective(
        weights: parameters[0], inputs: sample.inputs, labels: sample.labels, lambda: 0)
    }
  }

  func steps(_ parameters: [Matrix], _ samples: LabelledRows, from step: Int) throws -> [Matrix] {
    let moved = try asking("stochasticSteps", "at step \(step)") {
      try answer.stochasticSteps(
        weights: parameters[0], inputs: samples.inputs, labels: samples.labels,
        order: Array(samples.labels.indices), learningRate: learningRate, lambda: lambda)
    }
    try require([moved], toFit: parameters, "stochasticSteps", step: step)
    return [moved]
  }

  func measure(
    _ parameters: [Matrix], _ rows: LabelledRows, step: Int
  ) throws -> (loss: Double, accuracy: Double) {
    let accuracy = try asking("accuracy", "at step \(step)") {
      try answer.accuracy(weights: parameters[0], inputs: rows.inputs, labels: rows.labels)
    }
    return (0, accuracy)
  }

  func layers(_ parameters: [Matrix]) -> [LiveModel] {
    [LiveModel(weights: parameters[0], biases: .zeros(26))]
  }

  func parameters(_ layers: [ModelCheckpoint]) -> [Matrix] { layers.map(\.weights) }
}

/// The network of exercise 11 with one hidden layer; its weights are outputs × inputs.
struct NetworkOfLetters: LetterLearner {
  let answer: any MultilayerPerceptron

  /// The learning rate that the assignment fixes.
  private static let learningRate = 0.001

  var names: [String] { RunState.names(LettersLab.sizes.count - 1) }

  func start(inputs: Int, using generator: inout SeededGenerator) -> [Matrix] {
    let sizes = LettersLab.sizes
    return zip(sizes, sizes.dropFirst()).flatMap { inputs, outputs -> [Matrix] in
      let weights = Matrix.normal(
        rows: outputs, columns: inputs, mean: 0.1, standardDeviation: 0.1, using: &generator)
      return [weights, .zeros(1, outputs)]
    }
  }

  func loss(_ parameters: [Matrix], _ sample: LabelledRows, step: Int) throws -> Double {
    let network = NetworkParameters(parameters)
    return try loss(of: forward(network, sample, step), sample, step)
  }

  private func forward(
    _ network: NetworkParameters, _ sample: LabelledRows, _ step: Int
  ) throws -> ForwardPass {
    try asking("forward", "at step \(step)") {
      try answer.forward(inputs: sample.inputs, parameters: network, activation: .relu)
    }
  }

  private func loss(
    of pass: ForwardPass, _ sample: LabelledRows, _ step: Int
  ) throws -> Double {
    guard let logits = pass.preActivations.last, logits.shape == (1, 26) else {
      throw RunProblem("forward gave no logits of 1 × 26 at step \(step)")
    }
    return try asking("cost", "at step \(step)") {
      try answer.cost(logits: logits, labels: sample.labels)
    }
  }

  func steps(_ parameters: [Matrix], _ samples: LabelledRows, from step: Int) throws -> [Matrix] {
    var network = NetworkParameters(parameters)
    for index in samples.labels.indices {
      let (sample, step) = (samples[index..<index + 1], step + index)
      let pass = try forward(network, sample, step)
      let gradients = try asking("backward", "at step \(step)") {
        try answer.backward(
          pass: pass, labels: sample.labels, parameters: network, activation: .relu, lambda: 0)
      }
      try require(gradients.matrices, toFit: parameters, "backward", step: step)
      network = try asking("updated", "at step \(step)") {
        try answer.updated(
          parameters: network, gradients: gradients, learningRate: Self.learningRate)
      }
      try require(network.matrices, toFit: parameters, "updated", step: step)
    }
    return network.matrices
  }

  func measure(
    _ parameters: [Matrix], _ rows: LabelledRows, step: Int
  ) throws -> (loss: Double, accuracy: Double) {
    let prediction = try asking("predict", "at step \(step)") {
      try answer.predict(
        samples: LabelledSamples(inputs: rows.inputs, labels: rows.labels),
        parameters: NetworkParameters(parameters), activation: .relu)
    }
    return (prediction.cost, prediction.accuracy)
  }

  func layers(_ parameters: [Matrix]) -> [LiveModel] {
    let network = NetworkParameters(parameters)
    return zip(network.weights, network.biases).map {
      LiveModel(weights: $0.transposed(), biases: $1)
    }
  }

  func parameters(_ layers: [ModelCheckpoint]) -> [Matrix] {
    layers.flatMap { [$0.weights.transposed(), Matrix(rows: [$0.biases])] }
  }
}
