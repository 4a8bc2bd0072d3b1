import Curriculum
import LinearAlgebra

// Exercise 4 · Huber regression
//
// Handout: docs/handouts/04-huber-regression.md
// Tests:   swift test --filter HuberRegression
//
// Conventions
// - A row of `inputs` is a sample; there is no bias unless a column of `inputs` is all ones.
// - A residual is target minus prediction, rᵢ = yᵢ − wᵀxᵢ. (Exercise 2 has the other sign.)
// - The objective is a sum over the samples, not a mean.
// - Ridge adds λ/2‖w‖², with the ½. Every weight is penalised.
// - No function changes its arguments.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "delta must be greater than 0, but it is -1.0". These are bad:
// - `delta` that is 0, negative, NaN or infinite;
// - `lambda` that is negative, NaN or infinite (0 is fine: no penalty);
// - `residual`, or an entry of `residuals`, `weights`, `inputs` or `targets`, that is NaN or
//   infinite;
// - `residuals`, `weights` or `targets` without an entry; for `minimizer`, `inputs` without a column;
// - `weights` without exactly one entry for each column of `inputs`, and `targets` without exactly
//   one entry for each row; the sentence names `weights` or `targets` and how many entries it has.

/// Your answer to exercise 4.
public struct Answer: HuberRegression {
  /// The Huber loss of one residual: a parabola near 0, a straight line further out.
  ///
  ///     ℓ_δ(r) = ½ r²            where |r| ≤ δ
  ///              δ (|r| − ½ δ)   elsewhere
  ///
  /// It must be finite and accurate also where r² is too large for a `Double`, such as r = 1e300
  /// with δ = 2, and where δ² is, such as r = 1e6 with δ = 1e300.
  ///
  ///     loss(residual: 0.5, delta: 2)  // 0.125
  ///     loss(residual: -5, delta: 2)   // 8.0
  ///
  /// - Parameters:
  ///   - residual: r, any finite number.
  ///   - delta: δ > 0, finite: where the parabola turns into a line.
  /// - Returns: A number that is never negative.
  /// - Throws: `InvalidInput` when δ is not a finite number greater than 0, or r is not finite.
  public func loss(residual: Double, delta: Double) throws -> Double {
    // solution:begin
    try check(delta: delta)
    try check([residual], "residual")
    let distance = abs(residual)
    return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta)
    // solution:end
  }

  /// The derivative of the Huber loss with respect to the residual, ψ(r) = dℓ_δ/dr.
  ///
  /// The handout asks you to find its formula. The two branches of the loss have the same slope
  /// where they meet, so that ψ is continuous.
  ///
  ///     lossDerivative(residual: 0.5, delta: 2)  // 0.5
  ///
  /// - Parameters:
  ///   - residual: r, any finite number.
  ///   - delta: δ > 0, finite.
  /// - Throws: `InvalidInput` when δ is not a finite number greater than 0, or r is not finite.
  public func lossDerivative(residual: Double, delta: Double) throws -> Double {
    // solution:begin
    try check(delta: delta)
    try check([residual], "residual")
    return clip(residual, to: -delta...delta)
    // solution:end
  }

  /// The sum of the losses of all residuals.
  ///
  ///     L(w) = Σᵢ ℓ_δ(yᵢ − wᵀxᵢ)
  ///
  ///     // the residuals are 0.5 and -5.0
  ///     objective(weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1.5, -2], delta: 2)
  ///     // 8.125
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0, finite.
  /// - Throws: `InvalidInput` when the shapes don't fit, `weights` or `targets` is empty, an entry
  ///   is not finite, or δ is not a finite number greater than 0.
  public func objective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Double {
    // solution:begin
    try residuals(weights, inputs, targets)
      .map { try loss(residual: $0, delta: delta) }
      .sum()
    // solution:end
  }

  /// The gradient of `objective` with respect to the weights.
  ///
  ///     (∇L(w))ⱼ = ∂L/∂wⱼ
  ///
  ///     gradient(weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1.5, -2], delta: 2)
  ///     // [1.5, 2.0]
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0, finite.
  /// - Returns: d numbers, one for each weight.
  /// - Throws: `InvalidInput`, as `objective` does.
  public func gradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Vector {
    // solution:begin
    let pulls = try residuals(weights, inputs, targets)
      .map { try lossDerivative(residual: $0, delta: delta) }
    return -matmul(inputs, pulls, transposeA: true)
    // solution:end
  }

  /// The objective with an L2 penalty on all weights.
  ///
  ///     L(w) + λ/2 ‖w‖²
  ///
  /// With λ = 0 it is `objective`.
  ///
  ///     // 8.125 + 0.8/2 · (1 + 4)
  ///     ridgeObjective(
  ///       weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1.5, -2], delta: 2, lambda: 0.8)
  ///     // 10.125
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Throws: `InvalidInput` as `objective` does, and when λ is not a finite number, 0 or greater.
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
  /// With λ = 0 it is `gradient`.
  ///
  ///     ridgeGradient(
  ///       weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1.5, -2], delta: 2, lambda: 0.8)
  ///     // [2.3, 3.6]
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d numbers, one for each weight.
  /// - Throws: `InvalidInput`, as `ridgeObjective` does.
  public func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    // solution:begin
    try check(lambda: lambda)
    let gradient = try gradient(weights: weights, inputs: inputs, targets: targets, delta: delta)
    return gradient + lambda * weights
    // solution:end
  }

  /// The weights that minimise `ridgeObjective`.
  ///
  /// No entry of `ridgeGradient` at these weights is larger than 1e-8 in magnitude.
  ///
  /// Iteratively reweighted least squares and gradient descent both get there; the handout
  /// explains them. Where several weights are minimisers, any of them is right. The same input gives
  /// the same weights.
  ///
  ///     // A column of ones: which one number suits 0, 1, 2 and 10? Their mean would be 3.25.
  ///     minimizer(inputs: [[1], [1], [1], [1]], targets: [0, 1, 2, 10], delta: 1, lambda: 0)
  ///     // [1.5]
  ///
  /// - Parameters:
  ///   - inputs: X, n × d. Its columns are linearly independent, or λ > 0. The tests keep its
  ///     entries below 10 in magnitude; outliers among the targets go up to 1e4.
  ///   - targets: y, n numbers.
  ///   - delta: δ > 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d numbers, one for each column of `inputs`.
  /// - Throws: `InvalidInput` when `targets` doesn't have an entry for each row of `inputs`,
  ///   `targets` is empty, `inputs` has no column, an entry is not finite, δ is not a finite number
  ///   greater than 0, or λ is not a finite number, 0 or greater.
  public func minimizer(
    inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    // solution:begin
    guard inputs.columns > 0 else {
      throw InvalidInput("inputs must have columns, but it has 0")
    }
    var weights = Vector.zeros(inputs.columns)
    for step in 0..<50 {
      let gradient = try ridgeGradient(
        weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: lambda)
      if gradient.normInfinity() <= 1e-9 { break }
      let residuals = try residuals(weights, inputs, targets)
      let curvature = curvature(
        inputs, residuals, delta, lambda, isReweighted: step.isMultiple(of: 3))
      let direction = -solve(curvature, gradient)
      let length = lowest(
        from: weights, along: direction, inputs, residuals, delta, lambda)
      weights += length * direction
    }
    return weights
    // solution:end
  }

  /// Concept check: whether a formula gives the minimiser of a linear regression with this loss.
  ///
  /// A formula means here: one system of linear equations in w, which can be written down from
  /// the inputs, the targets, λ and δ alone, whatever these are.
  ///
  /// - Parameter loss: What a linear regression minimises: `.leastSquares`, `.ridge` (least squares
  ///   with the penalty) or `.huber` (without it).
  /// - Returns: Whether there is such a formula.
  public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
    // solution:begin
    switch loss {
    case .leastSquares, .ridge: true
    case .huber: false
    }
    // solution:end
  }

  /// Concept check: the points that pull on the weights with a force that stays the same when
  /// the point moves a little further away from the line.
  ///
  /// The force of point i is |ψ(rᵢ)|.
  ///
  /// - Parameters:
  ///   - residuals: n numbers; the tests give none that has exactly the size δ.
  ///   - delta: δ > 0, finite.
  /// - Returns: The indices of these points, from 0, in ascending order; none is fine.
  /// - Throws: `InvalidInput` when `residuals` is empty or has an entry that is not finite, or δ is
  ///   not a finite number greater than 0.
  public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
    // solution:begin
    try check(delta: delta)
    try check(residuals.elements, "residuals")
    return residuals.indices.filter { abs(residuals[$0]) > delta }
    // solution:end
  }

  // solution-only:begin
  /// y − Xw, once all of it is known to be sound.
  private func residuals(_ weights: Vector, _ inputs: Matrix, _ targets: Vector) throws -> Vector {
    try check(weights.elements, "weights")
    try check(targets.elements, "targets")
    guard weights.count == inputs.columns else {
      throw InvalidInput(
        "weights must have \(inputs.columns) entries, as inputs has columns, but it has "
          + "\(weights.count)")
    }
    guard targets.count == inputs.rows else {
      throw InvalidInput(
        "targets must have \(inputs.rows) entries, as inputs has rows, but it has "
          + "\(targets.count)")
    }
    try check(inputs.elements, "inputs")
    return targets - matmul(inputs, weights)
  }

  /// XᵀCX + λI, where C has the factors cᵢ = ψ(rᵢ)/rᵢ on its diagonal.
  ///
  /// It is the matrix of the weighted least squares problem that has the same gradient as ours at
  /// these residuals. One step w − (XᵀCX + λI)⁻¹ ∇ solves that problem; see Derivation.md.
  ///
  /// Reweighting alone gets slow where an outlier has nearly no weight. In two of three steps the second
  /// derivative ψ′ stands in C, as in Newton's method, which ends as soon as it is known on which side
  /// of ±δ each residual lies. It alone could stay at a kink of the gradient.
  private func curvature(
    _ inputs: Matrix, _ residuals: Vector, _ delta: Double, _ lambda: Double,
    isReweighted: Bool = true
  ) -> Matrix {
    let weighted = Matrix(rows: inputs.rows, columns: inputs.columns) { i, j in
      let distance = abs(residuals[i])
      // ψ′ is not quite 0, so that the system has a solution where few points have small residuals.
      let outside = isReweighted ? delta / distance : 1e-10
      return (distance <= delta ? 1 : outside) * inputs[i, j]
    }
    return matmul(inputs, weighted, transposeA: true) + lambda * .identity(inputs.columns)
  }

  /// How far to go from `weights` in a direction until the objective stops falling.
  private func lowest(
    from weights: Vector, along direction: Vector, _ inputs: Matrix, _ residuals: Vector,
    _ delta: Double, _ lambda: Double
  ) -> Double {
    let change = matmul(inputs, direction)
    // The slope along the line. It only ever grows, because the objective is convex.
    let slope = { (step: Double) in
      lambda * dot(direction, weights + step * direction)
        - dot(clip(residuals - step * change, to: -delta...delta), change)
    }
    var (low, high) = (0.0, 1.0)
    while slope(high) < 0 { (low, high) = (high, 2 * high) }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if slope(middle) < 0 { low = middle } else { high = middle }
    }
    return high
  }

  /// The solution of a system of linear equations, by Gaussian elimination.
  ///
  /// Rows need no swapping, because the matrix is positive definite.
  private func solve(_ matrix: Matrix, _ right: Vector) -> Vector {
    var (a, b) = (matrix, right)
    for k in b.indices {
      for i in k + 1..<b.count {
        let factor = a[i, k] / a[k, k]
        a.setRow(i, to: a.row(i) - factor * a.row(k))
        b[i] -= factor * b[k]
      }
    }
    var solution = Vector.zeros(b.count)
    for k in b.indices.reversed() {
      // Only the entries after k are known yet; the others are still 0.
      solution[k] = (b[k] - dot(a.row(k), solution)) / a[k, k]
    }
    return solution
  }

  private func check(delta: Double) throws {
    guard delta > 0, delta.isFinite else {
      throw InvalidInput("delta must be a finite number greater than 0, but it is \(delta)")
    }
  }

  private func check(lambda: Double) throws {
    guard lambda >= 0, lambda.isFinite else {
      throw InvalidInput("lambda must be a finite number, 0 or greater, but it is \(lambda)")
    }
  }

  private func check(_ numbers: [Double], _ name: String) throws {
    guard !numbers.isEmpty else { throw InvalidInput("\(name) must have entries, but it has 0") }
    if let number = numbers.first(where: { !$0.isFinite }) {
      throw InvalidInput("\(name) must be finite, but \(number) is in it")
    }
  }
  // solution-only:end
}
