import Curriculum
import LinearAlgebra

/// Fresh copies instead of moves in place; the distance as it is after rounding.
public struct Answer: GradientChecking {
  /// As a gradient of one entry.
  public func numericalDerivative(
    of function: (Double) throws -> Double, at point: Double, step: Double
  ) throws -> Double {
    try numericalGradient(of: { try function($0[0]) }, at: [point], step: step)[0]
  }

  /// As a Jacobian of one row.
  public func numericalGradient(
    of function: (Vector) throws -> Double, at point: Vector, step: Double
  ) throws -> Vector {
    try numericalJacobian(of: { Vector([try function($0)]) }, at: point, step: step).row(0)
  }

  /// Column by column, from the last to the first.
  public func numericalJacobian(
    of function: (Vector) throws -> Vector, at point: Vector, step: Double
  ) throws -> Matrix {
    try demand(step, "step")
    if point.isEmpty { throw InvalidInput("point has 0 entries") }
    for number in point where !number.isFinite { throw InvalidInput("point has \(number)") }
    var result: Matrix?
    for j in point.indices.reversed() {
      var (up, down) = (point, point)
      up[j] += step
      down[j] -= step
      let (high, low) = (try function(up), try function(down))
      var jacobian = result ?? Matrix.zeros(high.count, point.count)
      for i in 0..<high.count { jacobian[i, j] = (high[i] - low[i]) / (up[j] - down[j]) }
      result = jacobian
    }
    return result ?? Matrix.zeros(0, 0)
  }

  /// With numbers scaled by a power of two.
  public func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector {
    if analytic.isEmpty { throw InvalidInput("analytic has 0 entries") }
    if analytic.count != numeric.count {
      throw InvalidInput("numeric has \(numeric.count) entries")
    }
    var errors = Vector.zeros(analytic.count)
    for i in errors.indices {
      var (a, n) = (analytic[i], numeric[i])
      if !(a - a == 0 && n - n == 0) {
        errors[i] = .infinity
        continue
      }
      if a == n { continue }
      // Exact: far from both ends of the range.
      let scale = abs(a) + abs(n) < 1 ? 0x1p500 : 0x1p-4
      a *= scale
      n *= scale
      errors[i] = abs(a - n) / (abs(a) + abs(n))
    }
    return errors
  }

  /// All errors first, their maximum afterwards.
  public func check(
    gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
    step: Double
  ) throws -> GradientCheckResult {
    let start = parameters
    if start.isEmpty { throw InvalidInput("parameters has 0 blocks") }
    if gradients.count != start.count {
      throw InvalidInput("gradients has \(gradients.count) blocks")
    }
    var errors: [(error: Double, block: Int, entry: Int)] = []
    try demand(step, "step")
    for (block, values) in start.enumerated() {
      if values.isEmpty { throw InvalidInput("parameters[\(block)] has 0 entries") }
      for value in values where !value.isFinite {
        throw InvalidInput("parameters[\(block)] has \(value)")
      }
      if gradients[block].count != values.count {
        throw InvalidInput("gradients[\(block)] has \(gradients[block].count) entries")
      }
    }
    for (block, values) in start.enumerated() {
      let numeric = try numericalGradient(
        of: { moved in
          var all = start
          all[block] = moved
          return try loss(all)
        }, at: values, step: step)
      for (entry, error) in try relativeErrors(analytic: gradients[block], numeric: numeric)
        .enumerated()
      {
        errors.append((error, block, entry))
      }
    }
    var worst = errors[0]
    for candidate in errors where candidate.error > worst.error { worst = candidate }
    return GradientCheckResult(
      largestError: worst.error, block: worst.block, entry: worst.entry,
      passes: errors.allSatisfy { $0.error < 1e-5 })
  }

  /// By halving the interval of the logarithm: E′ grows from below 0 to above.
  public func bestStep(
    functionMagnitude: Double, thirdDerivative: Double, precision: Double
  ) throws -> Double {
    try demand(functionMagnitude, "functionMagnitude")
    try demand(thirdDerivative, "thirdDerivative")
    try demand(precision, "precision")
    var (low, high) = (-300.0, 300.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      let h = exp(middle)
      if thirdDerivative * h / 3 < precision * functionMagnitude / h / h {
        low = middle
      } else {
        high = middle
      }
    }
    return exp((low + high) / 2)
  }

  private func demand(_ number: Double, _ name: String) throws {
    if !(number > 0 && number < .infinity) { throw InvalidInput("\(name) is \(number)") }
  }
}
