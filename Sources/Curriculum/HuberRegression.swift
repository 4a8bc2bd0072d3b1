import LinearAlgebra

/// What an answer to exercise 4, Huber regression, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/04-HuberRegression`.
public protocol HuberRegression {
  /// The Huber loss of one residual.
  func loss(residual: Double, delta: Double) throws -> Double

  /// The derivative of the Huber loss with respect to the residual.
  func lossDerivative(residual: Double, delta: Double) throws -> Double

  /// The sum of the losses of all residuals yᵢ − wᵀxᵢ.
  func objective(weights: Vector, inputs: Matrix, targets: Vector, delta: Double) throws -> Double

  /// The gradient of `objective` with respect to the weights.
  func gradient(weights: Vector, inputs: Matrix, targets: Vector, delta: Double) throws -> Vector

  /// The objective plus λ/2‖w‖².
  func ridgeObjective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Double

  /// The gradient of `ridgeObjective` with respect to the weights.
  func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector

  /// The weights that minimise `ridgeObjective`.
  func minimizer(inputs: Matrix, targets: Vector, delta: Double, lambda: Double) throws -> Vector

  /// Concept check: whether a formula gives the minimiser in one step.
  func hasClosedForm(for loss: RegressionLoss) throws -> Bool

  /// Concept check: which points pull on the weights with a force that doesn't grow any more.
  func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int]
}

/// A loss that a linear regression may minimise.
public enum RegressionLoss: String, Codable, CaseIterable, Sendable {
  /// Σ ½ rᵢ².
  case leastSquares
  /// Σ ½ rᵢ² + λ/2‖w‖².
  case ridge
  /// Σ ℓ_δ(rᵢ).
  case huber
}
