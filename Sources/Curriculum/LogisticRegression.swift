import LinearAlgebra

/// What an answer to exercise 6, Logistic regression, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/06-LogisticRegression`.
public protocol LogisticRegression {
  /// Pixels as inputs from −1 to 1, with a last column of ones for the bias.
  func preprocess(pixels: Matrix) throws -> Matrix

  /// The probability 1 / (1 + e⁻ᶻ) for each logit.
  func sigmoid(logits: Vector) throws -> Vector

  /// The probability of class 1 for each sample.
  func forward(weights: Vector, inputs: Matrix) throws -> Vector

  /// The fraction of the samples whose class is predicted as it is labelled.
  func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double

  /// The mean binary cross-entropy of a batch, from its logits.
  func crossEntropy(logits: Vector, labels: [Int]) throws -> Double

  /// The mean cross-entropy of a batch plus λ‖w‖².
  func objective(weights: Vector, inputs: Matrix, labels: [Int], lambda: Double) throws -> Double

  /// The gradient of `objective` with respect to the weights.
  func gradient(weights: Vector, inputs: Matrix, labels: [Int], lambda: Double) throws -> Vector

  /// The weights after one step of gradient descent on a batch.
  func trainingStep(
    weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Vector

  /// Concept check: where early stopping ends a training, and which validation was the best.
  func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint

  /// Trains by shuffled mini-batches, with early stopping on the validation loss.
  func train(
    on training: BinarySamples, validatingOn validation: BinarySamples,
    settings: LogisticTrainingSettings, using generator: inout SeededGenerator
  ) throws -> LogisticTrainingResult
}

/// Samples of two classes.
public struct BinarySamples: Codable, Equatable, Sendable {
  /// n × d; a row is a sample.
  public var inputs: Matrix
  /// n classes, each 0 or 1.
  public var labels: [Int]

  /// Creates samples from their inputs and their classes.
  public init(inputs: Matrix, labels: [Int]) {
    self.inputs = inputs
    self.labels = labels
  }
}

/// How a logistic regression is trained.
public struct LogisticTrainingSettings: Codable, Equatable, Sendable {
  /// α, the factor of the gradient in a step.
  public var learningRate: Double
  /// λ, the factor of ‖w‖² in the objective.
  public var lambda: Double
  /// How many samples make a batch. The last batch of an epoch has what is left.
  public var batchSize: Int
  /// How many times, at most, each training sample is used.
  public var epochs: Int
  /// How many steps are taken from one validation to the next.
  public var stepsPerValidation: Int
  /// How many validations in a row without a new best end the training.
  public var patience: Int

  /// Creates settings; a validation follows each step, and ten without a new best end the training.
  public init(
    learningRate: Double, lambda: Double = 0, batchSize: Int, epochs: Int,
    stepsPerValidation: Int = 1, patience: Int = 10
  ) {
    self.learningRate = learningRate
    self.lambda = lambda
    self.batchSize = batchSize
    self.epochs = epochs
    self.stepsPerValidation = stepsPerValidation
    self.patience = patience
  }
}

/// What has come out of a training.
public struct LogisticTrainingResult: Codable, Equatable, Sendable {
  /// The weights that had the lowest validation loss.
  public var weights: Vector
  /// The validation losses, in the order of the validations.
  public var validationLosses: Vector
  /// The index in `validationLosses` of the validation at which the weights were as returned.
  public var bestValidation: Int
  /// How many steps were taken in total.
  public var steps: Int

  /// Creates a result.
  public init(weights: Vector, validationLosses: Vector, bestValidation: Int, steps: Int) {
    self.weights = weights
    self.validationLosses = validationLosses
    self.bestValidation = bestValidation
    self.steps = steps
  }
}

/// Where early stopping ends a training.
public struct StoppingPoint: Codable, Equatable, Sendable {
  /// How many validations take place.
  public var validations: Int
  /// The index of the best of them, from 0.
  public var best: Int

  /// Creates a stopping point.
  public init(validations: Int, best: Int) {
    self.validations = validations
    self.best = best
  }
}
