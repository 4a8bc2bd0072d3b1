import Curriculum
import LinearAlgebra

extension MultilayerPerceptron {
  /// The operations without which no network of exercise 11 is trained and measured.
  var neededForTraining: [NeededOperation] {
    let parameters = NetworkParameters(weights: [[[1], [0]]], biases: [[0, 0]])
    let pass = ForwardPass(preActivations: [[[1, 0]]], activations: [[[1]]])
    return [
      NeededOperation(.multilayerPerceptron, "forward") {
        _ = try forward(inputs: [[1]], parameters: parameters, activation: .relu)
      },
      NeededOperation(.multilayerPerceptron, "cost") {
        _ = try cost(logits: [[1, 0]], labels: [0])
      },
      NeededOperation(.multilayerPerceptron, "backward") {
        _ = try backward(
          pass: pass, labels: [0], parameters: parameters, activation: .relu, lambda: 0)
      },
      NeededOperation(.multilayerPerceptron, "updated") {
        _ = try updated(parameters: parameters, gradients: parameters, learningRate: 1)
      },
      NeededOperation(.multilayerPerceptron, "predict") {
        _ = try predict(
          samples: LabelledSamples(inputs: [[1]], labels: [0]), parameters: parameters,
          activation: .relu)
      },
    ]
  }
}
