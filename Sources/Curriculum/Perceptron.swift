import LinearAlgebra

/// What an answer to exercise 8, Perceptron, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/08-Perceptron`.
public protocol Perceptron {
  /// The score of every class for every sample.
  func scores(weights: Matrix, inputs: Matrix) throws -> Matrix

  /// The class with the highest score, for every sample.
  func predict(weights: Matrix, inputs: Matrix) throws -> [Int]

  /// The weights after the perceptron has seen one sample.
  func update(weights: Matrix, input: Vector, label: Int) throws -> Matrix

  /// The weights after one pass over all samples, in the given order.
  func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix

  /// The fraction of the samples whose class is predicted correctly.
  func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double

  /// Trains for a number of epochs and keeps the weights that did best on the validation data.
  func train(
    inputs: Matrix, labels: [Int], validationInputs: Matrix, validationLabels: [Int],
    classCount: Int, epochs: Int
  ) throws -> PerceptronTraining

  /// Concept check: whether a perceptron with a bias can learn a function of two bits.
  func canLearn(_ function: BitFunction) throws -> Bool
}

/// What the training of a perceptron has given.
public struct PerceptronTraining: Codable, Equatable, Sendable {
  /// The weights that did best on the validation data.
  public var bestWeights: Matrix
  /// The epoch after which they were kept, from 1.
  public var bestEpoch: Int
  /// The weights after the last epoch.
  public var finalWeights: Matrix
  /// The accuracy on the validation data after each epoch.
  public var validationAccuracies: Vector

  /// Creates a result from its four parts.
  public init(
    bestWeights: Matrix, bestEpoch: Int, finalWeights: Matrix, validationAccuracies: Vector
  ) {
    self.bestWeights = bestWeights
    self.bestEpoch = bestEpoch
    self.finalWeights = finalWeights
    self.validationAccuracies = validationAccuracies
  }
}

/// A function of two bits, which are inputs of 0 or 1.
public enum BitFunction: String, Codable, CaseIterable, Sendable {
  /// Both are 1.
  case and
  /// At least one is 1.
  case or
  /// Exactly one is 1.
  case xor
  /// Not both are 1.
  case nand
  /// Both are equal.
  case equal
}
