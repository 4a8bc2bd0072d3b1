// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 3: every call goes to the worker.
struct RemoteGradientChecking: GradientChecking, RemoteAnswer {
  let session: Session

  func numericalDerivative(
    of function: (Double) throws -> Double, at point: Double, step: Double
  ) throws -> Double {
    try session.lending(function, unless: { complaint(about: $0, point, step) }) { function in
      try session.call(#function, function, point, step)
    }
  }

  func numericalGradient(
    of function: (Vector) throws -> Double, at point: Vector, step: Double
  ) throws -> Vector {
    try session.lending(function, unless: { complaint(about: $0, point, step) }) { function in
      try session.call(#function, function, point, step)
    }
  }

  func numericalJacobian(
    of function: (Vector) throws -> Vector, at point: Vector, step: Double
  ) throws -> Matrix {
    try session.lending(function, unless: { complaint(about: $0, point, step) }) { function in
      try session.call(#function, function, point, step)
    }
  }

  func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector {
    try session.call(#function, analytic, numeric)
  }

  func bestStep(
    functionMagnitude: Double, thirdDerivative: Double, precision: Double
  ) throws -> Double {
    try session.call(#function, functionMagnitude, thirdDerivative, precision)
  }
}

extension GradientChecking {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "numericalDerivative(of:at:step:)": Operation {
        (function: Callback<Double, Double>, point: Double, step: Double) in
        try numericalDerivative(of: function.call, at: point, step: step)
      },
      "numericalGradient(of:at:step:)": Operation {
        (function: Callback<Vector, Double>, point: Vector, step: Double) in
        try numericalGradient(of: function.call, at: point, step: step)
      },
      "numericalJacobian(of:at:step:)": Operation {
        (function: Callback<Vector, Vector>, point: Vector, step: Double) in
        try numericalJacobian(of: function.call, at: point, step: step)
      },
      "relativeErrors(analytic:numeric:)": Operation(relativeErrors(analytic:numeric:)),
      "check(gradients:of:at:step:)": checkOperation,
      "bestStep(functionMagnitude:thirdDerivative:precision:)":
        Operation(bestStep(functionMagnitude:thirdDerivative:precision:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 3.
  public var gradientChecking: any GradientChecking {
    resolve { RemoteGradientChecking(session: $0) as any GradientChecking }
  }
}
