import LinearAlgebra

/// What an answer to exercise 9, Initialisation, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/09-Initialisation`.
public protocol Initialisation {
  /// The standard deviation of the distribution that a scheme draws a weight from.
  func standardDeviation(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double

  /// A layer's weights, drawn by a scheme.
  func weights(
    _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
    using generator: inout SeededGenerator
  ) throws -> Matrix

  /// All layers of a network, drawn by a scheme, with biases of zero.
  func layers(
    _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
  ) throws -> [DenseLayer]

  /// Mean and standard deviation of all entries of a matrix.
  func statistics(of activations: Matrix) throws -> ActivationStatistics

  /// Mean and standard deviation of the activations of each hidden layer.
  func activationStatistics(
    of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
  ) throws -> [ActivationStatistics]

  /// Concept check: by what factor one layer of a ReLU network changes the mean square of the
  /// pre-activations.
  func reluFactor(of scheme: InitialisationScheme, inputs: Int, outputs: Int) throws -> Double

  /// Concept check: what changes when a network that starts with zeros everywhere is trained.
  func blocksThatLearnFromZero(activation: HiddenActivation, steps: Int) throws -> [NetworkBlock]
}

/// One layer of a network: it gives X W + b, with b added to each row.
public struct DenseLayer: Codable, Equatable, Sendable {
  /// W, inputs × outputs.
  public var weights: Matrix

  /// b, a number for each output.
  public var biases: Vector

  /// Creates a layer from its two parts.
  public init(weights: Matrix, biases: Vector) {
    self.weights = weights
    self.biases = biases
  }
}

/// Where the activations of a layer lie, over all samples and all units.
public struct ActivationStatistics: Codable, Equatable, Sendable {
  /// The mean of all activations.
  public var mean: Double

  /// The root of the mean squared distance from the mean.
  public var standardDeviation: Double

  /// Creates the statistics from the two numbers.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
