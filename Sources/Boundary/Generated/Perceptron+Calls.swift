// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 8: every call goes to the worker.
struct RemotePerceptron: Perceptron, RemoteAnswer {
  let session: Session

  func scores(weights: Matrix, inputs: Matrix) throws -> Matrix {
    try session.call(#function, weights, inputs)
  }

  func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
    try session.call(#function, weights, inputs)
  }

  func update(weights: Matrix, input: Vector, label: Int) throws -> Matrix {
    try session.call(#function, weights, input, label)
  }

  func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix {
    try session.call(#function, weights, inputs, labels)
  }

  func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    try session.call(#function, weights, inputs, labels)
  }

  func train(
    inputs: Matrix, labels: [Int], validationInputs: Matrix, validationLabels: [Int],
    classCount: Int, epochs: Int
  ) throws -> PerceptronTraining {
    try session.call(
      #function, inputs, labels, validationInputs, validationLabels, classCount, epochs
    )
  }

  func canLearn(_ function: BitFunction) throws -> Bool {
    try session.call(#function, function)
  }
}

extension Perceptron {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "scores(weights:inputs:)": Operation(scores(weights:inputs:)),
      "predict(weights:inputs:)": Operation(predict(weights:inputs:)),
      "update(weights:input:label:)": Operation(update(weights:input:label:)),
      "epoch(weights:inputs:labels:)": Operation(epoch(weights:inputs:labels:)),
      "accuracy(weights:inputs:labels:)": Operation(accuracy(weights:inputs:labels:)),
      "train(inputs:labels:validationInputs:validationLabels:classCount:epochs:)":
        Operation(train(inputs:labels:validationInputs:validationLabels:classCount:epochs:)),
      "canLearn(_:)": Operation(canLearn(_:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 8.
  public var perceptron: any Perceptron {
    resolve { RemotePerceptron(session: $0) as any Perceptron }
  }
}
