import LinearAlgebra

/// What an answer to exercise 10, Sparse activations, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/10-SparseActivations`.
public protocol SparseActivations {
  /// The point nearest to a given one that has no negative coordinate.
  func nonnegativeProjection(point: Vector) throws -> Vector

  /// The point of the simplex that is nearest to the logits.
  func sparsemax(logits: Vector) throws -> Vector

  /// The number τ with sparsemax(z) = relu(z − τ).
  func sparsemaxThreshold(logits: Vector) throws -> Double

  /// The indices at which sparsemax is positive.
  func sparsemaxSupport(logits: Vector) throws -> [Int]

  /// The matrix of the derivatives of sparsemax.
  func sparsemaxJacobian(logits: Vector) throws -> Matrix

  /// relu(z − max z + b), divided by its sum.
  func relumax(logits: Vector, b: Double) throws -> Vector

  /// The matrix of the derivatives of relumax.
  func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix

  /// The b with which relumax gives what sparsemax gives.
  func bMatchingSparsemax(logits: Vector) throws -> Double

  /// The second of the two probabilities for the logits [0, t].
  func pairProbability(of activation: SimplexActivation, t: Double, b: Double) throws -> Double

  /// The derivative of `pairProbability` with respect to t.
  func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double

  /// An activation of the logits divided by a temperature.
  func probabilities(
    of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
  ) throws -> Vector

  /// The highest temperature at which one class has all the probability.
  func oneHotTemperature(
    of activation: SimplexActivation, logits: Vector, b: Double
  ) throws -> Double

  /// The loss −log((pᵢ + ε)/(1 + Kε)) of the class i, with p from relumax.
  func relumaxLoss(logits: Vector, label: Int, b: Double, epsilon: Double) throws -> Double

  /// The gradient of `relumaxLoss` with respect to the logits.
  func relumaxLossGradient(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Vector

  /// Concept check: the cross-entropy, without ε, of a class that sparsemax leaves out.
  func crossEntropyOutsideSupport() throws -> Double
}

/// A function that makes probabilities of logits: a point of the simplex.
public enum SimplexActivation: String, Codable, CaseIterable, Sendable {
  /// exp(zᵢ) / Σ exp(zⱼ).
  case softmax
  /// The point of the simplex that is nearest to z.
  case sparsemax
  /// relu(zᵢ − max z + b) / Σ relu(zⱼ − max z + b).
  case relumax
}
