import Curriculum
import LinearAlgebra

/// One value after the other, from the last to the first.
public struct Answer: {{Name}} {
  /// With a loop.
  public func weightedSum(values: Vector, weights: Vector) throws -> Double {
    if weights.count != values.count {
      throw InvalidInput("\(weights.count) weights for \(values.count) values")
    }
    var sum = 0.0
    for index in values.indices.reversed() { sum += weights[index] * values[index] }
    return sum
  }
}
