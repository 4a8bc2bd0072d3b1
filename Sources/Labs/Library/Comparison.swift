import Curriculum
import LinearAlgebra

/// The runs of lab 4 that compare a network by hand with the same one of the library: same start,
/// same batches, 784-500-250-100-10 with ReLU.
enum Comparison: String {
  case byHand = "by-hand"
  case library
  case adam

  static let sizes = [784, 500, 250, 100, 10]
  static let learningRate = 0.01
  static let batchSize = 64
  static let epochs = 15

  /// Trains and measures.
  func run(
    _ perceptron: any MultilayerPerceptron, _ library: any NetworkLibrary, adamRate: Double,
    _ training: LabelledRows, _ test: LabelledRows, _ state: inout RunState,
    report: (RunUpdate) throws -> Void
  ) throws {
    let values = try state.values(layers: Self.sizes.count - 1) ?? Self.start(perceptron, &state)
    try BatchTraining(
      learner: learner(perceptron, library, values, adamRate), training: training, test: test,
      batchSize: Self.batchSize, epochs: Self.epochs,
      interval: max(1, BatchTraining.steps(training, Self.batchSize) / 5), canGoOn: self != .adam
    ).run(&state, report: report)
  }

  /// Glorot's uniform weights and biases of 0, drawn by hand.
  private static func start(
    _ answer: any MultilayerPerceptron, _ state: inout RunState
  ) throws -> [Matrix] {
    var generator = state.generator
    let parameters = try asking("initialParameters", "of the network by hand") {
      try answer.initialParameters(
        layerSizes: sizes, scheme: .glorotUniform, using: &generator)
    }
    state.generator = generator
    return parameters.matrices
  }

  private func learner(
    _ perceptron: any MultilayerPerceptron, _ library: any NetworkLibrary, _ values: [Matrix],
    _ adamRate: Double
  ) throws -> any Learner {
    if self == .byHand {
      return PerceptronLearner(perceptron, values: values, learningRate: Self.learningRate)
    }
    var unused = SeededGenerator(seed: 0)
    let network = try LibraryNetwork(
      library, sizes: Self.sizes, activation: .relu, using: &unused)
    try network.setValues(values)
    let optimizer =
      self == .adam
      ? try asking("makeAdam", "for the network") {
        try library.makeAdam(
          for: network.model, learningRate: adamRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      } : try library.descent(on: network, learningRate: Self.learningRate)
    return LibraryLearner(network: network, optimizer: optimizer)
  }
}
