import Curriculum

/// All that tells one training of lab 3 from another: a network and how it is trained.
struct NetworkDesign: Equatable {
  /// How many units each hidden layer has.
  var hidden = [500, 250, 100]
  var activation: HiddenActivation
  /// How the weights are drawn.
  var scheme = InitialisationScheme.glorotUniform
  /// The factor of the gradient in a step, or Adam's α.
  var learningRate = 0.01
  var batchSize = 64
  var epochs = 15
  /// Whether Adam makes the steps; otherwise it is plain gradient descent.
  var usesAdam = false
  /// The factor of the penalty λ/2 ‖W‖².
  var lambda = 0.0

  /// Units from the pixels to the digits.
  var sizes: [Int] { [784] + hidden + [10] }

  /// What a setting's whole number stands for, from 1.
  static let activations = [HiddenActivation.sigmoid, .tanh, .relu]

  /// What the figures of a training say below its name, as UU asks.
  var words: String { "batch size \(batchSize), learning rate \(plain(learningRate))" }
}

extension HiddenActivation {
  /// What people read.
  var title: String {
    switch self {
    case .sigmoid: "Sigmoid"
    case .tanh: "tanh"
    case .relu: "ReLU"
    }
  }
}
