import Curriculum
import LinearAlgebra

/// Plain loops; the loss from its derivative; gradient descent for the minimiser.
public struct Answer: HuberRegression {
  /// With c = ψ(r), ℓ = c(r − ½c) on both branches.
  public func loss(residual: Double, delta: Double) throws -> Double {
    let slope = try lossDerivative(residual: residual, delta: delta)
    return slope * (residual - slope / 2)
  }

  /// The residual, cut off at ±δ.
  public func lossDerivative(residual: Double, delta: Double) throws -> Double {
    if !(delta > 0 && delta < .infinity) { throw InvalidInput("delta is \(delta)") }
    if !(residual - residual == 0) { throw InvalidInput("the residual is \(residual)") }
    if residual > delta { return delta }
    if residual < -delta { return -delta }
    return residual
  }

  /// The ridge objective without a penalty.
  public func objective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Double {
    try ridgeObjective(
      weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: 0)
  }

  /// The ridge gradient without a penalty.
  public func gradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Vector {
    try ridgeGradient(
      weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: 0)
  }

  /// The losses from the last to the first, and the penalty.
  public func ridgeObjective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Double {
    try validate(weights, inputs, targets, delta, lambda)
    var total = 0.0
    // Backwards: another order of summation.
    for i in stride(from: inputs.rows - 1, through: 0, by: -1) {
      total += try loss(residual: residual(i, weights, inputs, targets), delta: delta)
    }
    for weight in weights { total += lambda / 2 * weight * weight }
    return total
  }

  /// By the error, prediction minus target.
  public func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    try validate(weights, inputs, targets, delta, lambda)
    var gradient = Vector.zeros(weights.count)
    for j in 0..<inputs.columns {
      gradient[j] = lambda * weights[j]
      for i in stride(from: inputs.rows - 1, through: 0, by: -1) {
        let error = -residual(i, weights, inputs, targets)
        gradient[j] += try lossDerivative(residual: error, delta: delta) * inputs[i, j]
      }
    }
    return gradient
  }

  /// Plain gradient descent with the step 1/(‖X‖² + λ), which never overshoots.
  public func minimizer(
    inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    if inputs.columns == 0 { throw InvalidInput("inputs is empty: 0 columns") }
    var weights = Vector.zeros(inputs.columns)
    var bound = lambda
    for element in inputs.elements { bound += element * element }
    while true {
      let gradient = try ridgeGradient(
        weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: lambda)
      var largest = 0.0
      for entry in gradient { largest = max(largest, abs(entry)) }
      if largest <= 1e-8 { return weights }
      for j in 0..<weights.count { weights[j] -= gradient[j] / bound }
    }
  }

  /// Those with linear equations.
  public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
    loss == .leastSquares || loss == .ridge
  }

  /// Those whose derivative has the size δ.
  public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
    if residuals.isEmpty { throw InvalidInput("residuals has 0 entries") }
    var points: [Int] = []
    for (i, residual) in residuals.enumerated() {
      if !residual.isFinite { throw InvalidInput("residuals[\(i)] is \(residual)") }
      if abs(try lossDerivative(residual: residual, delta: delta)) == delta { points.append(i) }
    }
    return points
  }

  func residual(_ i: Int, _ weights: Vector, _ inputs: Matrix, _ targets: Vector) -> Double {
    var prediction = 0.0
    for j in 0..<weights.count { prediction += weights[j] * inputs[i, j] }
    return targets[i] - prediction
  }

  func validate(
    _ weights: Vector, _ inputs: Matrix, _ targets: Vector, _ delta: Double, _ lambda: Double
  ) throws {
    if weights.isEmpty || weights.count != inputs.columns {
      throw InvalidInput("weights has \(weights.count) entries for \(inputs.columns) columns")
    }
    if targets.isEmpty || targets.count != inputs.rows {
      throw InvalidInput("targets has \(targets.count) entries for \(inputs.rows) rows")
    }
    for (name, entries) in [
      ("weights", weights.elements), ("inputs", inputs.elements), ("targets", targets.elements),
    ] {
      for entry in entries where !entry.isFinite {
        throw InvalidInput("\(name) holds \(entry)")
      }
    }
    if !(delta > 0 && delta < .infinity) { throw InvalidInput("delta is \(delta)") }
    if !(lambda >= 0 && lambda < .infinity) { throw InvalidInput("lambda is \(lambda)") }
  }
}
