import Curriculum
import LinearAlgebra
import MultilayerPerceptronSolution
import OptimizersSolution

/// One epoch of lab 3's network, 784-500-250-100-10 in batches of 64 that are shuffled each time, with the
/// answers' operations in the order in which the lab's loop calls them.
struct NetworkEpoch {
  private let activation: HiddenActivation
  private let lambda: Double
  private let inputs: Matrix
  private let labels: [Int]
  private var parameters: NetworkParameters
  private var adam: [any Optimizer] = []
  private var generator = SeededGenerator(seed: 1)
  private let answer = MultilayerPerceptronSolution.Answer()

  /// - Parameters:
  ///   - kind: `sigmoid`, `tanh`, `relu`, or ReLU with `adam` or with `penalty`.
  ///   - images: how many there are.
  init(_ kind: String, images: Int) throws {
    activation = HiddenActivation(rawValue: kind) ?? .relu
    lambda = kind == "penalty" ? 0.01 : 0
    inputs = .uniform(rows: images, columns: 784, using: &generator)
    var generator = generator
    labels = (0..<images).map { _ in Int.random(in: 0..<10, using: &generator) }
    parameters = try answer.initialParameters(
      layerSizes: [784, 500, 250, 100, 10], scheme: .glorotUniform, using: &generator)
    if kind == "adam" {
      adam = try (0..<8).map { _ in
        try OptimizersSolution.Answer().makeAdam(
          learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      }
    }
  }

  mutating func run() throws {
    let numbers = Vector(labels.indices.map(Double.init)).reshaped(rows: labels.count, columns: 1)
    let batches = try answer.randomMiniBatches(
      samples: LabelledSamples(inputs: numbers, labels: labels), batchSize: 64,
      using: &generator)
    for batch in batches {
      let pass = try answer.forward(
        inputs: inputs.gather(rows: batch.inputs.elements.map { Int($0) }),
        parameters: parameters, activation: activation)
      _ = try answer.cost(logits: pass.preActivations[3], labels: batch.labels)
      let gradients = try answer.backward(
        pass: pass, labels: batch.labels, parameters: parameters, activation: activation,
        lambda: lambda)
      if adam.isEmpty {
        parameters = try answer.updated(
          parameters: parameters, gradients: gradients, learningRate: 0.01)
      } else {
        try stepWithAdam(gradients)
      }
    }
  }

  private mutating func stepWithAdam(_ gradients: NetworkParameters) throws {
    for layer in 0..<4 {
      let weights = parameters.weights[layer]
      parameters.weights[layer] = try adam[2 * layer].step(
        parameters: weights.flattened(), gradient: gradients.weights[layer].flattened()
      ).reshaped(rows: weights.rows, columns: weights.columns)
      parameters.biases[layer] = try adam[2 * layer + 1].step(
        parameters: parameters.biases[layer], gradient: gradients.biases[layer])
    }
  }
}
