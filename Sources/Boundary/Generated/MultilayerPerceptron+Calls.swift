// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 11: every call goes to the worker.
struct RemoteMultilayerPerceptron: MultilayerPerceptron, RemoteAnswer {
  let session: Session

  func initialParameters(
    layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
  ) throws -> NetworkParameters {
    try session.call(#function, layerSizes, scheme, drawingFrom: &generator)
  }

  func activate(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix {
    try session.call(#function, preActivations, activation)
  }

  func activationDerivative(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix {
    try session.call(#function, preActivations, activation)
  }

  func linear(inputs: Matrix, weights: Matrix, biases: Vector) throws -> Matrix {
    try session.call(#function, inputs, weights, biases)
  }

  func linearGradients(upstream: Matrix, inputs: Matrix, weights: Matrix) throws -> LayerGradients {
    try session.call(#function, upstream, inputs, weights)
  }

  func forward(
    inputs: Matrix, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> ForwardPass {
    try session.call(#function, inputs, parameters, activation)
  }

  func cost(logits: Matrix, labels: [Int]) throws -> Double {
    try session.call(#function, logits, labels)
  }

  func objective(
    inputs: Matrix, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> Double {
    try session.call(#function, inputs, labels, parameters, activation, lambda)
  }

  func backward(
    pass: ForwardPass, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> NetworkParameters {
    try session.call(#function, pass, labels, parameters, activation, lambda)
  }

  func updated(
    parameters: NetworkParameters, gradients: NetworkParameters, learningRate: Double
  ) throws -> NetworkParameters {
    try session.call(#function, parameters, gradients, learningRate)
  }

  func predict(
    samples: LabelledSamples, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> NetworkPrediction {
    try session.call(#function, samples, parameters, activation)
  }

  func randomMiniBatches(
    samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [LabelledSamples] {
    try session.call(#function, samples, batchSize, drawingFrom: &generator)
  }

  func train(
    parameters: NetworkParameters, training: LabelledSamples, validation: LabelledSamples,
    activation: HiddenActivation, settings: NetworkTrainingSettings,
    using generator: inout SeededGenerator
  ) throws -> NetworkTraining {
    try session.call(
      #function, parameters, training, validation, activation, settings, drawingFrom: &generator
    )
  }

  func blocksThatLearn(fromZeroWith activation: HiddenActivation) throws -> [NetworkBlock] {
    try session.call(#function, activation)
  }
}

extension MultilayerPerceptron {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "initialParameters(layerSizes:scheme:using:)": Operation(drawing: {
        (generator: inout SeededGenerator, layerSizes: [Int], scheme: InitialisationScheme) in
        try initialParameters(layerSizes: layerSizes, scheme: scheme, using: &generator)
      }),
      "activate(preActivations:activation:)": Operation(activate(preActivations:activation:)),
      "activationDerivative(preActivations:activation:)":
        Operation(activationDerivative(preActivations:activation:)),
      "linear(inputs:weights:biases:)": Operation(linear(inputs:weights:biases:)),
      "linearGradients(upstream:inputs:weights:)":
        Operation(linearGradients(upstream:inputs:weights:)),
      "forward(inputs:parameters:activation:)": Operation(forward(inputs:parameters:activation:)),
      "cost(logits:labels:)": Operation(cost(logits:labels:)),
      "objective(inputs:labels:parameters:activation:lambda:)":
        Operation(objective(inputs:labels:parameters:activation:lambda:)),
      "backward(pass:labels:parameters:activation:lambda:)":
        Operation(backward(pass:labels:parameters:activation:lambda:)),
      "updated(parameters:gradients:learningRate:)":
        Operation(updated(parameters:gradients:learningRate:)),
      "predict(samples:parameters:activation:)": Operation(predict(samples:parameters:activation:)),
      "randomMiniBatches(samples:batchSize:using:)": Operation(drawing: {
        (generator: inout SeededGenerator, samples: LabelledSamples, batchSize: Int) in
        try randomMiniBatches(samples: samples, batchSize: batchSize, using: &generator)
      }),
      "train(parameters:training:validation:activation:settings:using:)": Operation(drawing: {
        (
          generator: inout SeededGenerator, parameters: NetworkParameters,
          training: LabelledSamples, validation: LabelledSamples, activation: HiddenActivation,
          settings: NetworkTrainingSettings
        ) in
        try train(
          parameters: parameters, training: training, validation: validation,
          activation: activation, settings: settings, using: &generator
        )
      }),
      "blocksThatLearn(fromZeroWith:)": Operation(blocksThatLearn(fromZeroWith:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 11.
  public var multilayerPerceptron: any MultilayerPerceptron {
    resolve { RemoteMultilayerPerceptron(session: $0) as any MultilayerPerceptron }
  }
}
