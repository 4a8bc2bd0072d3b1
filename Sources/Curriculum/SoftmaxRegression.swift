import LinearAlgebra

/// What an answer to exercise 7, Softmax regression, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/07-SoftmaxRegression`.
public protocol SoftmaxRegression {
  /// A row for each label, with a single 1 in the label's column.
  func oneHot(labels: [Int], classes: Int) throws -> Matrix

  /// The probability of every class for every sample: the softmax of each row of XW.
  func probabilities(weights: Matrix, inputs: Matrix) throws -> Matrix

  /// The mean over the samples of −log of the probability of the right class.
  func crossEntropy(logits: Matrix, labels: [Int]) throws -> Double

  /// ‖W‖², the sum of the squares of all weights.
  func squaredNorm(weights: Matrix) throws -> Double

  /// The mean cross-entropy of XW plus λ‖W‖².
  func objective(weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double) throws -> Double

  /// The gradient of `objective` with respect to the weights.
  func gradient(weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double) throws -> Matrix

  /// The fraction of the samples whose most probable class is the right one.
  func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double

  /// The weights after one step against the gradient of all samples.
  func trainingStep(
    weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Matrix

  /// The weights after one step for each sample, in a given order.
  func stochasticSteps(
    weights: Matrix, inputs: Matrix, labels: [Int], order: [Int], learningRate: Double,
    lambda: Double
  ) throws -> Matrix

  /// Trains from zero weights with mini-batches that are drawn anew in each epoch.
  func train(
    inputs: Matrix, labels: [Int], classes: Int, epochs: Int, batchSize: Int,
    learningRate: Double, lambda: Double, using generator: inout SeededGenerator
  ) throws -> SoftmaxTraining

  /// Concept check: the mean cross-entropy when all weights are zero.
  func initialLoss(classes: Int) throws -> Double

  /// Concept check: the weights of the logistic regression that a softmax over two classes is.
  func logisticWeights(weights: Matrix) throws -> Vector

  /// Concept check: how a quantity changes when the penalty on the weights grows.
  func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend
}

/// What a training run of a softmax regression has led to.
public struct SoftmaxTraining: Codable, Equatable, Sendable {
  /// The weights after the last epoch, inputs × classes.
  public var weights: Matrix
  /// The objective on all training samples, before the first epoch and after each one.
  public var objectives: Vector
  /// The accuracy on all training samples, before the first epoch and after each one.
  public var accuracies: Vector

  /// Creates the result of a training run.
  public init(weights: Matrix, objectives: Vector, accuracies: Vector) {
    self.weights = weights
    self.objectives = objectives
    self.accuracies = accuracies
  }
}

/// A quantity that depends on how strongly the weights are penalised.
public enum RegularizedQuantity: String, Codable, CaseIterable, Sendable {
  /// ‖W‖² at the minimiser of the objective.
  case squaredNorm
  /// The cross-entropy on the training samples, without the penalty, at that minimiser.
  case trainingLoss
  /// The accuracy at that minimiser on samples that were not trained on.
  case validationAccuracy
}

/// The direction in which one quantity goes while another grows.
public enum RegularizationTrend: String, Codable, CaseIterable, Sendable {
  /// It grows too or stays the same, whatever the data.
  case rises
  /// It becomes smaller or stays the same, whatever the data.
  case falls
  /// It depends on the data.
  case either
}
