import LinearAlgebra

/// What an answer to exercise 5, Optimizers, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/05-Optimizers`.
public protocol Optimizers {
  /// Plain gradient descent.
  func makeGradientDescent(learningRate: Double) throws -> any Optimizer

  /// Gradient descent with momentum.
  func makeMomentum(learningRate: Double, momentum: Double) throws -> any Optimizer

  /// Adam with bias correction.
  func makeAdam(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any Optimizer

  /// Every intermediate of Adam's first two updates of one parameter.
  func adamTrace(
    parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
    beta1: Double, beta2: Double, epsilon: Double
  ) throws -> AdamTrace

  /// Takes steps down a function whose gradient is given.
  func minimize(
    gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
    steps: Int
  ) throws -> Vector

  /// Concept check: by what an optimizer's first step grows when all gradients are scaled.
  func stepFactor(of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double) throws -> Double

  /// Concept check: what Adam adds to a parameter in its first step, with ε = 0.
  func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double

  /// Concept check: which optimizer moves the weight of a rarely seen feature furthest.
  func bestForRareFeature() throws -> OptimizerKind
}

/// An optimizer of one vector of parameters; it keeps its state from step to step.
public protocol Optimizer: AnyObject {
  /// Gives the parameters after one step.
  ///
  /// - Parameters:
  ///   - parameters: n numbers; not changed.
  ///   - gradient: n numbers, the loss's derivatives with respect to the parameters.
  /// - Returns: n numbers, the new parameters.
  func step(parameters: Vector, gradient: Vector) throws -> Vector
}

/// The three optimizers of the exercise.
public enum OptimizerKind: String, Codable, CaseIterable, Sendable {
  /// w ← w − αg.
  case gradientDescent
  /// u ← μu + g, w ← w − αu.
  case momentum
  /// m and v, bias-corrected.
  case adam
}

/// Adam's first two updates of one parameter, with every intermediate.
public struct AdamTrace: Codable, Equatable, Sendable {
  /// The running mean of the gradients after step 1, m₁.
  public var firstMean: Double
  /// The running mean of the squared gradients after step 1, v₁.
  public var firstSquare: Double
  /// The bias-corrected m₁.
  public var firstCorrectedMean: Double
  /// The bias-corrected v₁.
  public var firstCorrectedSquare: Double
  /// The parameter after step 1, w₂.
  public var parameterAfterFirst: Double
  /// The running mean of the gradients after step 2, m₂.
  public var secondMean: Double
  /// The running mean of the squared gradients after step 2, v₂.
  public var secondSquare: Double
  /// The bias-corrected m₂.
  public var secondCorrectedMean: Double
  /// The bias-corrected v₂.
  public var secondCorrectedSquare: Double
  /// The parameter after step 2, w₃.
  public var parameterAfterSecond: Double

  /// Creates a trace from its ten numbers, in the order in which they come up.
  public init(
    firstMean: Double, firstSquare: Double, firstCorrectedMean: Double,
    firstCorrectedSquare: Double, parameterAfterFirst: Double, secondMean: Double,
    secondSquare: Double, secondCorrectedMean: Double, secondCorrectedSquare: Double,
    parameterAfterSecond: Double
  ) {
    self.firstMean = firstMean
    self.firstSquare = firstSquare
    self.firstCorrectedMean = firstCorrectedMean
    self.firstCorrectedSquare = firstCorrectedSquare
    self.parameterAfterFirst = parameterAfterFirst
    self.secondMean = secondMean
    self.secondSquare = secondSquare
    self.secondCorrectedMean = secondCorrectedMean
    self.secondCorrectedSquare = secondCorrectedSquare
    self.parameterAfterSecond = parameterAfterSecond
  }
}
