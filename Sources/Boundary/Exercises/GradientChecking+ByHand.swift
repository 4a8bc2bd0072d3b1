import Curriculum
import LinearAlgebra

// What the text of the protocol doesn't say: an answer moves the parameters in place while it calls the
// loss, and calls functions with vectors that must have the right length.

extension RemoteGradientChecking {
  func complaint(about vector: Vector, _ point: Vector, _ step: Double) -> String? {
    WrongArgument.complaint(about: vector, of: "the function", expecting: point.count)
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
}

/// The result of a check, and the parameters as it has left them.
private struct Checked: Codable {
  /// `nil` where the loss has thrown, and the check has left the parameters changed.
  let result: GradientCheckResult?
  let parameters: [Vector]

  struct Incomplete: Error {}
}

extension GradientChecking {
  var checkOperation: Operation {
    Operation {
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
    }
  }
}
