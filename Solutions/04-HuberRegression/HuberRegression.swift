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
    // solution:begin
    try check(delta: delta)
    try check(residual, "residual")
    let magnitude = abs(residual)
    return magnitude <= delta
      ? 0.5 * residual * residual : delta * (magnitude - 0.5 * delta)
    // solution:end
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
    // solution:begin
    try check(delta: delta)
    try check(residual, "residual")
    return clip(residual, to: -delta...delta)
    // solution:end
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
    // solution:begin
    try residuals(weights, inputs, targets).reduce(0) { sum, residual in
      try sum + loss(residual: residual, delta: delta)
    }
    // solution:end
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
    // solution:begin
    try check(delta: delta)
    let pulls = clip(try residuals(weights, inputs, targets), to: -delta...delta)
    return -matmul(inputs, pulls, transposeA: true)
    // solution:end
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
    // solution:begin
    try check(lambda: lambda)
    let loss = try objective(weights: weights, inputs: inputs, targets: targets, delta: delta)
    return loss + 0.5 * lambda * weights.squaredNorm()
    // solution:end
  }

  /// The gradient of `ridgeObjective` with respect to the weights.
  ///
  /// - Parameters: as for `ridgeObjective`.
  /// - Returns: d numbers.
  /// - Throws: `InvalidInput` as for `ridgeObjective`.
  public func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    // solution:begin
    try check(lambda: lambda)
    let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
    return gradient + lambda * weights
    // solution:end
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
    // solution:begin
    try check(lambda: lambda)
    try check(delta: delta)
    var weights = Vector.zeros(inputs.columns)
    for _ in 0..<10_000 {
      let gradient = try ridgeGradient(
        weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: lambda)
      if gradient.normInfinity() <= 1e-10 { break }
      weights = try reweightedLeastSquares(weights, inputs, targets, delta, lambda)
    }
    return weights
    // solution:end
  }

  /// Whether a formula gives the minimiser of a linear regression with this loss in one step.
  public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
    // solution:begin
    loss != .huber
    // solution:end
  }

  /// The indices, in ascending order, of the points that pull on the weights with a force that
  /// stays the same when the point moves a little further away from the line.
  ///
  /// - Parameters:
  ///   - residuals: n numbers; none has exactly the size δ.
  ///   - delta: δ > 0.
  public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
    // solution:begin
    residuals.indices.filter { abs(residuals[$0]) > delta }
    // solution:end
  }

  // solution-only:begin
  private func residuals(_ weights: Vector, _ inputs: Matrix, _ targets: Vector) throws -> Vector {
    guard inputs.columns == weights.count else {
      throw InvalidInput(
        "weights has \(weights.count) entries, inputs has \(inputs.columns) columns")
    }
    guard inputs.rows == targets.count else {
      throw InvalidInput("targets has \(targets.count) entries, inputs has \(inputs.rows) rows")
    }
    return targets - matmul(inputs, weights)
  }

  private func check(delta: Double) throws {
    guard delta > 0, delta.isFinite else {
      throw InvalidInput("delta must be greater than 0, but it is \(delta)")
    }
  }

  private func check(lambda: Double) throws {
    guard lambda >= 0, lambda.isFinite else {
      throw InvalidInput("lambda must not be negative, but it is \(lambda)")
    }
  }

  private func check(_ value: Double, _ name: String) throws {
    guard value.isFinite else { throw InvalidInput("\(name) must be finite, but it is \(value)") }
  }

  /// One step: the minimiser of ½ Σ cᵢ rᵢ² + λ/2‖w‖² with cᵢ = ψ(rᵢ)/rᵢ.
  private func reweightedLeastSquares(
    _ weights: Vector, _ inputs: Matrix, _ targets: Vector, _ delta: Double, _ lambda: Double
  ) throws -> Vector {
    let factors = try residuals(weights, inputs, targets).map { min(1, delta / abs($0)) }
    let weighted = Matrix(rows: inputs.rows, columns: inputs.columns) { i, j in
      factors[i] * inputs[i, j]
    }
    let normal = matmul(weighted, inputs, transposeA: true) + lambda * .identity(inputs.columns)
    return solve(normal, matmul(weighted, targets, transposeA: true))
  }

  /// Solves a positive definite system by Gaussian elimination.
  private func solve(_ matrix: Matrix, _ right: Vector) -> Vector {
    var (a, b) = (matrix, right)
    for k in b.indices {
      for i in b.indices where i > k {
        let factor = a[i, k] / a[k, k]
        a.setRow(i, to: a.row(i) - factor * a.row(k))
        b[i] -= factor * b[k]
      }
    }
    for k in b.indices.reversed() {
      let known = b.indices.filter { $0 > k }.reduce(0) { $0 + a[k, $1] * b[$1] }
      b[k] = (b[k] - known) / a[k, k]
    }
    return b
  }
  // solution-only:end
}
