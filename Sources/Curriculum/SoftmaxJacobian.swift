import LinearAlgebra

/// What an answer to exercise 1, Softmax Jacobian, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/01-SoftmaxJacobian`.
public protocol SoftmaxJacobian {
  /// log Σ exp(zᵢ), without overflow.
  func logSumExp(logits: Vector) throws -> Double

  /// The softmax of the logits at a temperature.
  func softmax(logits: Vector, temperature: Double) throws -> Vector

  /// The logarithm of the softmax, accurate where the softmax underflows.
  func logSoftmax(logits: Vector, temperature: Double) throws -> Vector

  /// The matrix of the derivatives ∂yᵢ/∂zⱼ.
  func jacobian(logits: Vector, temperature: Double) throws -> Matrix

  /// The product vᵀJ, without forming J.
  func vectorJacobianProduct(
    upstream: Vector, logits: Vector, temperature: Double
  ) throws -> Vector

  /// Concept check: which output activation suits a task.
  func outputActivation(for task: OutputTask) throws -> OutputActivation
}

/// An activation of a network's last layer that gives probabilities.
public enum OutputActivation: String, Codable, CaseIterable, Sendable {
  /// exp(zᵢ) / Σⱼ exp(zⱼ), taken of all outputs together.
  case softmax
  /// 1 / (1 + exp(−zᵢ)), taken of each output by itself.
  case sigmoid
}

/// A task for a classifier, in words.
public enum OutputTask: String, Codable, CaseIterable, Sendable {
  /// Which of the ten digits does this picture show?
  case handwrittenDigit
  /// Which genres does this film have? It may have several.
  case filmGenres
  /// Is this message spam? (The network has one output.)
  case spam
  /// Which word of the vocabulary comes next?
  case nextWord
  /// Which diseases does this chest X-ray show, if any?
  case chestDiseases
  /// Which of the four blood groups A, B, AB and O does this sample have?
  case bloodGroup
}
