import Curriculum
import LinearAlgebra

extension NetworkLibrary {
  /// The operations of a library without which no network is trained.
  func neededForTraining(activations: [HiddenActivation]) -> [NeededOperation] {
    func layer() throws -> any Module {
      var generator = SeededGenerator(seed: 0)
      return try makeLinear(inputs: 1, outputs: 2, using: &generator)
    }
    let makers = activations.map { activation in
      switch activation {
      case .sigmoid: NeededOperation(.networkLibrary, "makeSigmoid") { _ = try makeSigmoid() }
      case .relu: NeededOperation(.networkLibrary, "makeReLU") { _ = try makeReLU() }
      case .tanh: NeededOperation(.networkLibrary, "makeTanh") { _ = try makeTanh() }
      }
    }
    return [NeededOperation(.networkLibrary, "makeLinear") { _ = try layer() }] + makers + [
      NeededOperation(.networkLibrary, "makeSequential") { _ = try makeSequential([layer()]) },
      NeededOperation(.networkLibrary, "softmaxCrossEntropy") {
        _ = try softmaxCrossEntropy(logits: [[0, 0]], labels: [0])
      },
      NeededOperation(.networkLibrary, "makeSGD") {
        _ = try makeSGD(for: layer(), learningRate: 1, momentum: 0, weightDecay: 0)
      },
      NeededOperation(.networkLibrary, "train") {
        let model = try layer()
        let optimizer = try makeSGD(for: model, learningRate: 1, momentum: 0, weightDecay: 0)
        var generator = SeededGenerator(seed: 0)
        _ = try train(
          model, inputs: [[1]], labels: [0], with: optimizer, epochs: 1, batchSize: 1,
          using: &generator)
      },
      NeededOperation(.networkLibrary, "predictedLabels") {
        _ = try predictedLabels(of: layer(), inputs: [[1]])
      },
    ]
  }

  /// The making of Adam.
  var neededForAdam: [NeededOperation] {
    [
      NeededOperation(.networkLibrary, "makeAdam") {
        var generator = SeededGenerator(seed: 0)
        let layer = try makeLinear(inputs: 1, outputs: 2, using: &generator)
        _ = try makeAdam(for: layer, learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      }
    ]
  }
}
