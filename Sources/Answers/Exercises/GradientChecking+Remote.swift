import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteGradientChecking: GradientChecking {
  let session: Session

  func numericalDerivative(
    of function: (Double) throws -> Double, at point: Double, step: Double
  ) throws -> Double {
    try session.lending(function) { try session.call(#function, $0, point, step) }
  }

  func numericalGradient(
    of function: (Vector) throws -> Double, at point: Vector, step: Double
  ) throws -> Vector {
    try session.lending(
      function,
      unless: { WrongArgument.complaint(about: $0, of: "the function", expecting: point.count) }
    ) { try session.call(#function, $0, point, step) }
  }

  func numericalJacobian(
    of function: (Vector) throws -> Vector, at point: Vector, step: Double
  ) throws -> Matrix {
    try session.lending(
      function,
      unless: { WrongArgument.complaint(about: $0, of: "the function", expecting: point.count) }
    ) { try session.call(#function, $0, point, step) }
  }

  func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector {
    try session.call(#function, analytic, numeric)
  }

  func check(
    gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
    step: Double
  ) throws -> GradientCheckResult {
    var thrown: (any Error)?
    let noted = { (parameters: [Vector]) throws -> Double in
      do { return try loss(parameters) } catch {
        thrown = error
        throw error
      }
    }
    let shape = parameters.map(\.count)
    let checked: Checked = try session.lending(
      noted, unless: { WrongArgument.complaint(about: $0, of: "the loss", expecting: shape) }
    ) { [parameters] in
      try session.call(#function, gradients, $0, parameters, step)
    }
    parameters = checked.parameters
    if checked.result == nil, let thrown { throw thrown }
    guard let result = checked.result else { throw Checked.Incomplete() }
    return result
  }

  func bestStep(
    functionMagnitude: Double, thirdDerivative: Double, precision: Double
  ) throws -> Double {
    try session.call(#function, functionMagnitude, thirdDerivative, precision)
  }
}

/// The result of a check, and the parameters as it has left them.
private struct Checked: Codable {
  /// `nil` where the loss has thrown, and the check has left the parameters changed.
  let result: GradientCheckResult?
  let parameters: [Vector]

  struct Incomplete: Error {}
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
      "relativeErrors(analytic:numeric:)": Operation(relativeErrors),
      "check(gradients:of:at:step:)": Operation {
        (
          gradients: [Vector], loss: Callback<[Vector], Double>, parameters: [Vector],
          step: Double
        ) in
        var left = parameters
        do {
          let result = try check(gradients: gradients, of: loss.call, at: &left, step: step)
          return Checked(result: result, parameters: left)
        } catch is ReplyError where left != parameters {
          return Checked(result: nil, parameters: left)
        }
      },
      "bestStep(functionMagnitude:thirdDerivative:precision:)": Operation(bestStep),
    ]
  }
}
