import Curriculum
import LinearAlgebra

// Exercise 4 · Huber regression
//
// Handout: docs/handouts/04-huber-regression.md
// Tests:   swift test --filter HuberRegression
//
// Conventions
// - A row of `inputs` is a sample; there is no bias unless a column of `inputs` is all ones.
// - A residual is target minus prediction, rᵢ = yᵢ − wᵀxᵢ.
// - The objective is a sum over the samples, not a mean.
// - Ridge adds λ/2‖w‖², whose gradient is λw.
// - Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
//   its value, such as "delta must be greater than 0, but it is -1.0".

/// Your answer to exercise 4.
public struct Answer: HuberRegression {
  /// The Huber loss of one residual.
  ///
  ///     ℓ_δ(r) = ½ r²            where |r| ≤ δ
  ///              δ (|r| − ½ δ)   elsewhere
  ///
  ///     loss(residual: 0.5, delta: 1)  // 0.125
  ///
  /// - Parameters:
  ///   - residual: r, any finite number.
  ///   - delta: δ > 0, where the parabola turns into a line.
  /// - Throws: `InvalidInput` when δ is not greater than 0, or r is not finite.
  public func loss(residual: Double, delta: Double) throws -> Double {
    throw Unimplemented()
  }

  /// The derivative of the Huber loss with respect to the residual, ψ(r).
  ///
  ///     lossDerivative(residual: 0.5, delta: 1)  // 0.5
  ///
  /// - Parameters:
  ///   - residual: r, any finite number.
  ///   - delta: δ > 0.
  /// - Throws: `InvalidInput` when δ is not greater than 0, or r is not finite.
  public func lossDerivative(residual: Double, delta: Double) throws -> Double {
    throw Unimplemented()
  }

  /// The sum of the losses of all residuals.
  ///
  ///     L(w) = Σᵢ ℓ_δ(yᵢ − wᵀxᵢ)
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0.
  /// - Throws: `InvalidInput` when the shapes don't fit, or δ is not greater than 0.
  public func objective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of `objective` with respect to the weights.
  ///
  ///     ∇L(w) = −Σᵢ ψ(rᵢ) xᵢ
  ///
  /// - Parameters: as for `objective`.
  /// - Returns: d numbers.
  /// - Throws: `InvalidInput` when the shapes don't fit, or δ is not greater than 0.
  public func gradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The objective with an L2 penalty.
  ///
  ///     L(w) + λ/2 ‖w‖²
  ///
  /// - Parameters: as for `objective`, and
  ///   - lambda: λ ≥ 0.
  /// - Throws: `InvalidInput` when the shapes don't fit, δ is not greater than 0, or λ is negative.
  public func ridgeObjective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of `ridgeObjective` with respect to the weights.
  ///
  /// - Parameters: as for `ridgeObjective`.
  /// - Returns: d numbers.
  /// - Throws: `InvalidInput` as for `ridgeObjective`.
  public func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The weights that minimise `ridgeObjective`, such that no entry of its gradient exceeds 1e-8.
  ///
  /// Use iteratively reweighted least squares or gradient descent; the handout explains both.
  ///
  /// - Parameters:
  ///   - inputs: X, n × d, with linearly independent columns or λ > 0.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0.
  ///   - lambda: λ ≥ 0.
  /// - Returns: d numbers.
  /// - Throws: `InvalidInput` when the shapes don't fit, δ is not greater than 0, or λ is negative.
  public func minimizer(
    inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// Whether a formula gives the minimiser of a linear regression with this loss in one step.
  public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
    throw Unimplemented()
  }

  /// The indices, in ascending order, of the points that pull on the weights with a force that
  /// stays the same when the point moves a little further away from the line.
  ///
  /// - Parameters:
  ///   - residuals: n numbers; none has exactly the size δ.
  ///   - delta: δ > 0.
  public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
    throw Unimplemented()
  }
}
