import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Calls that a network of 3-4-2 and three samples make; a test changes one argument, or two.
struct GoodCalls {
  let perceptron: any MultilayerPerceptron
  let parameters = NetworkParameters(
    weights: [
      [[0.5, -1, 0.25], [1, 0.5, -0.5], [-0.25, 2, 1], [0, 1, -1]],
      [[1, -0.5, 0.5, 2], [-1, 0.25, 1, 0.5]],
    ], biases: [[0.5, 0.25, -0.5, 1], [0, -0.5]])
  let samples = LabelledSamples(
    inputs: [[1, 0, -1], [2, 1, 0.5], [-0.5, 1, 1]], labels: [1, 0, 1])

  /// A pass of the right shapes.
  var pass: ForwardPass {
    ForwardPass(
      preActivations: [.zeros(3, 4), .zeros(3, 2)], activations: [samples.inputs, .zeros(3, 4)])
  }

  func forward(
    _ inputs: Matrix? = nil, parameters: NetworkParameters? = nil
  ) throws -> ForwardPass {
    try perceptron.forward(
      inputs: inputs ?? samples.inputs, parameters: parameters ?? self.parameters,
      activation: .tanh)
  }

  func objective(
    _ samples: LabelledSamples? = nil, parameters: NetworkParameters? = nil, lambda: Double = 0
  ) throws -> Double {
    let samples = samples ?? self.samples
    return try perceptron.objective(
      inputs: samples.inputs, labels: samples.labels, parameters: parameters ?? self.parameters,
      activation: .tanh, lambda: lambda)
  }

  func backward(
    _ pass: ForwardPass? = nil, labels: [Int]? = nil, parameters: NetworkParameters? = nil,
    lambda: Double = 0
  ) throws -> NetworkParameters {
    try perceptron.backward(
      pass: pass ?? self.pass, labels: labels ?? samples.labels,
      parameters: parameters ?? self.parameters, activation: .tanh, lambda: lambda)
  }

  func updated(
    _ parameters: NetworkParameters? = nil, gradients: NetworkParameters? = nil,
    rate: Double = 0.5
  ) throws -> NetworkParameters {
    try perceptron.updated(
      parameters: parameters ?? self.parameters, gradients: gradients ?? self.parameters,
      learningRate: rate)
  }

  func predict(
    _ samples: LabelledSamples? = nil, parameters: NetworkParameters? = nil
  ) throws -> NetworkPrediction {
    try perceptron.predict(
      samples: samples ?? self.samples, parameters: parameters ?? self.parameters,
      activation: .tanh)
  }

  func batches(_ samples: LabelledSamples, batchSize: Int = 2) throws -> [LabelledSamples] {
    var generator = SeededGenerator(seed: 1)
    return try perceptron.randomMiniBatches(
      samples: samples, batchSize: batchSize, using: &generator)
  }

  func train(
    on training: LabelledSamples? = nil, validation: LabelledSamples? = nil,
    parameters: NetworkParameters? = nil,
    _ change: (inout NetworkTrainingSettings) -> Void = { _ in }
  ) throws -> NetworkTraining {
    var settings = NetworkTrainingSettings(
      learningRate: 0.5, batchSize: 2, epochs: 1, recordInterval: 1)
    change(&settings)
    var generator = SeededGenerator(seed: 1)
    return try perceptron.train(
      parameters: parameters ?? self.parameters, training: training ?? samples,
      validation: validation ?? samples, activation: .tanh, settings: settings, using: &generator)
  }
}
