// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 7: every call goes to the worker.
struct RemoteSoftmaxRegression: SoftmaxRegression, RemoteAnswer {
  let session: Session

  func oneHot(labels: [Int], classes: Int) throws -> Matrix {
    try session.call(#function, labels, classes)
  }

  func probabilities(weights: Matrix, inputs: Matrix) throws -> Matrix {
    try session.call(#function, weights, inputs)
  }

  func crossEntropy(logits: Matrix, labels: [Int]) throws -> Double {
    try session.call(#function, logits, labels)
  }

  func squaredNorm(weights: Matrix) throws -> Double {
    try session.call(#function, weights)
  }

  func objective(weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double) throws -> Double {
    try session.call(#function, weights, inputs, labels, lambda)
  }

  func gradient(weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double) throws -> Matrix {
    try session.call(#function, weights, inputs, labels, lambda)
  }

  func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    try session.call(#function, weights, inputs, labels)
  }

  func trainingStep(
    weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Matrix {
    try session.call(#function, weights, inputs, labels, learningRate, lambda)
  }

  func stochasticSteps(
    weights: Matrix, inputs: Matrix, labels: [Int], order: [Int], learningRate: Double,
    lambda: Double
  ) throws -> Matrix {
    try session.call(#function, weights, inputs, labels, order, learningRate, lambda)
  }

  func train(
    inputs: Matrix, labels: [Int], classes: Int, epochs: Int, batchSize: Int, learningRate: Double,
    lambda: Double, using generator: inout SeededGenerator
  ) throws -> SoftmaxTraining {
    try session.call(
      #function, inputs, labels, classes, epochs, batchSize, learningRate, lambda,
      drawingFrom: &generator
    )
  }

  func initialLoss(classes: Int) throws -> Double {
    try session.call(#function, classes)
  }

  func logisticWeights(weights: Matrix) throws -> Vector {
    try session.call(#function, weights)
  }

  func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
    try session.call(#function, quantity)
  }
}

extension SoftmaxRegression {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "oneHot(labels:classes:)": Operation(oneHot(labels:classes:)),
      "probabilities(weights:inputs:)": Operation(probabilities(weights:inputs:)),
      "crossEntropy(logits:labels:)": Operation(crossEntropy(logits:labels:)),
      "squaredNorm(weights:)": Operation(squaredNorm(weights:)),
      "objective(weights:inputs:labels:lambda:)":
        Operation(objective(weights:inputs:labels:lambda:)),
      "gradient(weights:inputs:labels:lambda:)": Operation(gradient(weights:inputs:labels:lambda:)),
      "accuracy(weights:inputs:labels:)": Operation(accuracy(weights:inputs:labels:)),
      "trainingStep(weights:inputs:labels:learningRate:lambda:)":
        Operation(trainingStep(weights:inputs:labels:learningRate:lambda:)),
      "stochasticSteps(weights:inputs:labels:order:learningRate:lambda:)":
        Operation(stochasticSteps(weights:inputs:labels:order:learningRate:lambda:)),
      "train(inputs:labels:classes:epochs:batchSize:learningRate:lambda:using:)": Operation(drawing: {
        (
          generator: inout SeededGenerator, inputs: Matrix, labels: [Int], classes: Int,
          epochs: Int, batchSize: Int, learningRate: Double, lambda: Double
        ) in
        try train(
          inputs: inputs, labels: labels, classes: classes, epochs: epochs, batchSize: batchSize,
          learningRate: learningRate, lambda: lambda, using: &generator
        )
      }),
      "initialLoss(classes:)": Operation(initialLoss(classes:)),
      "logisticWeights(weights:)": Operation(logisticWeights(weights:)),
      "trend(of:)": Operation(trend(of:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 7.
  public var softmaxRegression: any SoftmaxRegression {
    resolve { RemoteSoftmaxRegression(session: $0) as any SoftmaxRegression }
  }
}
