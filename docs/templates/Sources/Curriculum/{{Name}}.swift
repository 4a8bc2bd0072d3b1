import LinearAlgebra

/// What an answer to exercise {{number}}, {{title}}, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/{{folder}}`.
public protocol {{Name}} {
  /// The sum of all values, each times its weight.
  func weightedSum(values: Vector, weights: Vector) throws -> Double
}
