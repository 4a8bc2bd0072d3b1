// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 9: every call goes to the worker.
struct RemoteInitialisation: Initialisation, RemoteAnswer {
  let session: Session

  func standardDeviation(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double {
    try session.call(#function, scheme, inputs, outputs)
  }

  func weights(
    _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
    using generator: inout SeededGenerator
  ) throws -> Matrix {
    try session.call(#function, scheme, inputs, outputs, drawingFrom: &generator)
  }

  func layers(
    _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
  ) throws -> [DenseLayer] {
    try session.call(#function, scheme, sizes, drawingFrom: &generator)
  }

  func statistics(of activations: Matrix) throws -> ActivationStatistics {
    try session.call(#function, activations)
  }

  func activationStatistics(
    of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
  ) throws -> [ActivationStatistics] {
    try session.call(#function, layers, inputs, activation)
  }

  func reluFactor(of scheme: InitialisationScheme, inputs: Int, outputs: Int) throws -> Double {
    try session.call(#function, scheme, inputs, outputs)
  }

  func blocksThatLearnFromZero(activation: HiddenActivation, steps: Int) throws -> [NetworkBlock] {
    try session.call(#function, activation, steps)
  }
}

extension Initialisation {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "standardDeviation(of:inputs:outputs:)": Operation(standardDeviation(of:inputs:outputs:)),
      "weights(_:inputs:outputs:using:)": Operation(drawing: {
        (
          generator: inout SeededGenerator, scheme: InitialisationScheme, inputs: Int, outputs: Int
        ) in
        try weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
      }),
      "layers(_:sizes:using:)": Operation(drawing: {
        (generator: inout SeededGenerator, scheme: InitialisationScheme, sizes: [Int]) in
        try layers(scheme, sizes: sizes, using: &generator)
      }),
      "statistics(of:)": Operation(statistics(of:)),
      "activationStatistics(of:inputs:activation:)":
        Operation(activationStatistics(of:inputs:activation:)),
      "reluFactor(of:inputs:outputs:)": Operation(reluFactor(of:inputs:outputs:)),
      "blocksThatLearnFromZero(activation:steps:)":
        Operation(blocksThatLearnFromZero(activation:steps:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 9.
  public var initialisation: any Initialisation {
    resolve { RemoteInitialisation(session: $0) as any Initialisation }
  }
}
