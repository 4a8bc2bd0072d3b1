// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 6: every call goes to the worker.
struct RemoteLogisticRegression: LogisticRegression, RemoteAnswer {
  let session: Session

  func preprocess(pixels: Matrix) throws -> Matrix {
    try session.call(#function, pixels)
  }

  func sigmoid(logits: Vector) throws -> Vector {
    try session.call(#function, logits)
  }

  func forward(weights: Vector, inputs: Matrix) throws -> Vector {
    try session.call(#function, weights, inputs)
  }

  func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
    try session.call(#function, weights, inputs, labels)
  }

  func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
    try session.call(#function, logits, labels)
  }

  func objective(weights: Vector, inputs: Matrix, labels: [Int], lambda: Double) throws -> Double {
    try session.call(#function, weights, inputs, labels, lambda)
  }

  func gradient(weights: Vector, inputs: Matrix, labels: [Int], lambda: Double) throws -> Vector {
    try session.call(#function, weights, inputs, labels, lambda)
  }

  func trainingStep(
    weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Vector {
    try session.call(#function, weights, inputs, labels, learningRate, lambda)
  }

  func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
    try session.call(#function, validationLosses, patience)
  }

  func train(
    on training: BinarySamples, validatingOn validation: BinarySamples,
    settings: LogisticTrainingSettings, using generator: inout SeededGenerator
  ) throws -> LogisticTrainingResult {
    try session.call(#function, training, validation, settings, drawingFrom: &generator)
  }
}

extension LogisticRegression {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "preprocess(pixels:)": Operation(preprocess(pixels:)),
      "sigmoid(logits:)": Operation(sigmoid(logits:)),
      "forward(weights:inputs:)": Operation(forward(weights:inputs:)),
      "accuracy(weights:inputs:labels:)": Operation(accuracy(weights:inputs:labels:)),
      "crossEntropy(logits:labels:)": Operation(crossEntropy(logits:labels:)),
      "objective(weights:inputs:labels:lambda:)":
        Operation(objective(weights:inputs:labels:lambda:)),
      "gradient(weights:inputs:labels:lambda:)": Operation(gradient(weights:inputs:labels:lambda:)),
      "trainingStep(weights:inputs:labels:learningRate:lambda:)":
        Operation(trainingStep(weights:inputs:labels:learningRate:lambda:)),
      "stoppingPoint(validationLosses:patience:)":
        Operation(stoppingPoint(validationLosses:patience:)),
      "train(on:validatingOn:settings:using:)": Operation(drawing: {
        (
          generator: inout SeededGenerator, training: BinarySamples, validation: BinarySamples,
          settings: LogisticTrainingSettings
        ) in
        try train(on: training, validatingOn: validation, settings: settings, using: &generator)
      }),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 6.
  public var logisticRegression: any LogisticRegression {
    resolve { RemoteLogisticRegression(session: $0) as any LogisticRegression }
  }
}
