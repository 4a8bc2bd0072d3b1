import Curriculum
import LinearAlgebra

/// A network by hand, of a student's functions of exercise 11, with plain gradient descent.
final class PerceptronLearner: Learner {
  private let answer: any MultilayerPerceptron
  private let learningRate: Double
  private var parameters: NetworkParameters

  /// - Parameter values: The weights, outputs × inputs, and the biases, 1 × outputs, layer by layer.
  init(_ answer: any MultilayerPerceptron, values: [Matrix], learningRate: Double) {
    self.answer = answer
    self.learningRate = learningRate
    parameters = NetworkParameters(values)
  }

  func step(on batch: LabelledRows, number: Int) throws -> Double {
    func ask<Value>(_ operation: String, _ body: () throws -> Value) throws -> Value {
      try asking(operation, "at step \(number)", body)
    }
    let pass = try ask("forward") {
      try answer.forward(inputs: batch.inputs, parameters: parameters, activation: .relu)
    }
    guard let logits = pass.preActivations.last else {
      throw RunProblem("forward gave no pre-activations at step \(number)")
    }
    let loss = try ask("cost") { try answer.cost(logits: logits, labels: batch.labels) }
    let gradients = try ask("backward") {
      try answer.backward(
        pass: pass, labels: batch.labels, parameters: parameters, activation: .relu, lambda: 0)
    }
    parameters = try ask("updated") {
      try answer.updated(
        parameters: parameters, gradients: gradients, learningRate: learningRate)
    }
    return loss
  }

  func measure(_ rows: LabelledRows) throws -> (loss: Double, accuracy: Double) {
    try rows.measured { part in
      let prediction = try asking("predict", "for \(part.labels.count) images") {
        try answer.predict(
          samples: LabelledSamples(inputs: part.inputs, labels: part.labels),
          parameters: parameters, activation: .relu)
      }
      return (prediction.cost, prediction.accuracy)
    }
  }

  func keep(in state: inout RunState) { state.keep(parameters.matrices) }
}
