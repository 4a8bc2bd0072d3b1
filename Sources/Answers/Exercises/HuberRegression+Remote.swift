import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteHuberRegression: HuberRegression {
  let session: Session

  func loss(residual: Double, delta: Double) throws -> Double {
    try session.call(#function, residual, delta)
  }

  func lossDerivative(residual: Double, delta: Double) throws -> Double {
    try session.call(#function, residual, delta)
  }

  func objective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Double {
    try session.call(#function, weights, inputs, targets, delta)
  }

  func gradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double
  ) throws -> Vector {
    try session.call(#function, weights, inputs, targets, delta)
  }

  func ridgeObjective(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Double {
    try session.call(#function, weights, inputs, targets, delta, lambda)
  }

  func ridgeGradient(
    weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
  ) throws -> Vector {
    try session.call(#function, weights, inputs, targets, delta, lambda)
  }

  func minimizer(inputs: Matrix, targets: Vector, delta: Double, lambda: Double) throws -> Vector {
    try session.call(#function, inputs, targets, delta, lambda)
  }

  func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
    try session.call(#function, loss)
  }

  func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
    try session.call(#function, residuals, delta)
  }
}

extension HuberRegression {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "loss(residual:delta:)": Operation(loss),
      "lossDerivative(residual:delta:)": Operation(lossDerivative),
      "objective(weights:inputs:targets:delta:)": Operation(objective),
      "gradient(weights:inputs:targets:delta:)": Operation(gradient),
      "ridgeObjective(weights:inputs:targets:delta:lambda:)": Operation(ridgeObjective),
      "ridgeGradient(weights:inputs:targets:delta:lambda:)": Operation(ridgeGradient),
      "minimizer(inputs:targets:delta:lambda:)": Operation(minimizer),
      "hasClosedForm(for:)": Operation(hasClosedForm),
      "pointsOfConstantForce(residuals:delta:)": Operation(pointsOfConstantForce),
    ]
  }
}
