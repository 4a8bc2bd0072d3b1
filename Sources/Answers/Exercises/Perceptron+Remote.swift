import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemotePerceptron: Perceptron {
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
      #function, inputs, labels, validationInputs, validationLabels, classCount, epochs)
  }

  func canLearn(_ function: BitFunction) throws -> Bool {
    try session.call(#function, function)
  }
}

extension Perceptron {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "scores(weights:inputs:)": Operation(scores),
      "predict(weights:inputs:)": Operation(predict),
      "update(weights:input:label:)": Operation(update),
      "epoch(weights:inputs:labels:)": Operation(epoch),
      "accuracy(weights:inputs:labels:)": Operation(accuracy),
      "train(inputs:labels:validationInputs:validationLabels:classCount:epochs:)":
        Operation(train),
      "canLearn(_:)": Operation(canLearn),
    ]
  }
}
