import Curriculum
import LinearAlgebra

/// A network of a student's library with an optimizer of that library.
struct LibraryLearner: Learner {
  let network: LibraryNetwork
  let optimizer: any ModuleOptimizer

  /// One step is the library's `train`, for which the batch is all there is.
  func step(on batch: LabelledRows, number: Int) throws -> Double {
    // In which order a batch is summed makes no difference, but for rounding.
    var generator = SeededGenerator(seed: UInt64(number))
    let losses = try asking("train", "at step \(number)") {
      try network.library.train(
        network.model, inputs: batch.inputs, labels: batch.labels, with: optimizer, epochs: 1,
        batchSize: batch.labels.count, using: &generator)
    }
    guard losses.count == 1 else {
      throw RunProblem("train gave \(losses.count) losses for one epoch at step \(number)")
    }
    return losses[0]
  }

  func measure(_ rows: LabelledRows) throws -> (loss: Double, accuracy: Double) {
    try network.measure(rows)
  }

  func keep(in state: inout RunState) throws { try network.keep(in: &state) }
}

extension NetworkLibrary {
  /// Plain gradient descent, without momentum.
  func descent(
    on network: LibraryNetwork, learningRate: Double, weightDecay: Double = 0
  ) throws -> any ModuleOptimizer {
    try asking("makeSGD", "for the network") {
      try makeSGD(
        for: network.model, learningRate: learningRate, momentum: 0, weightDecay: weightDecay)
    }
  }
}
