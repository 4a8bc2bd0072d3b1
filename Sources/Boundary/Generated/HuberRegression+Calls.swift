// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 4: every call goes to the worker.
struct RemoteHuberRegression: HuberRegression, RemoteAnswer {
  let session: Session

  func loss(residual: Double, delta: Double) throws -> Double {
    try session.call(#function, residual, delta)
  }

  func lossDerivative(residual: Double, delta: Double) throws -> Double {
    try session.call(#function, residual, delta)
  }

  func objective(weights: Vector, inputs: Matrix, targets: Vector, delta: Double) throws -> Double {
    try session.call(#function, weights, inputs, targets, delta)
  }

  func gradient(weights: Vector, inputs: Matrix, targets: Vector, delta: Double) throws -> Vector {
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
      "loss(residual:delta:)": Operation(loss(residual:delta:)),
      "lossDerivative(residual:delta:)": Operation(lossDerivative(residual:delta:)),
      "objective(weights:inputs:targets:delta:)":
        Operation(objective(weights:inputs:targets:delta:)),
      "gradient(weights:inputs:targets:delta:)": Operation(gradient(weights:inputs:targets:delta:)),
      "ridgeObjective(weights:inputs:targets:delta:lambda:)":
        Operation(ridgeObjective(weights:inputs:targets:delta:lambda:)),
      "ridgeGradient(weights:inputs:targets:delta:lambda:)":
        Operation(ridgeGradient(weights:inputs:targets:delta:lambda:)),
      "minimizer(inputs:targets:delta:lambda:)": Operation(minimizer(inputs:targets:delta:lambda:)),
      "hasClosedForm(for:)": Operation(hasClosedForm(for:)),
      "pointsOfConstantForce(residuals:delta:)": Operation(pointsOfConstantForce(residuals:delta:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 4.
  public var huberRegression: any HuberRegression {
    resolve { RemoteHuberRegression(session: $0) as any HuberRegression }
  }
}
