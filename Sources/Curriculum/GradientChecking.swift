import LinearAlgebra

/// What an answer to exercise 3, Gradient checking, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/03-GradientChecking`.
public protocol GradientChecking {
  /// The central difference of a function of one number.
  func numericalDerivative(
    of function: (Double) throws -> Double, at point: Double, step: Double
  ) throws -> Double

  /// The central differences of a function of a vector, one for each entry.
  func numericalGradient(
    of function: (Vector) throws -> Double, at point: Vector, step: Double
  ) throws -> Vector

  /// The central differences of a function from vectors to vectors.
  func numericalJacobian(
    of function: (Vector) throws -> Vector, at point: Vector, step: Double
  ) throws -> Matrix

  /// How far two gradients are apart, entry by entry, relative to their size.
  func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector

  /// Checks a gradient of several blocks of parameters.
  func check(
    gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
    step: Double
  ) throws -> GradientCheckResult

  /// The step at which a central difference is most accurate.
  func bestStep(
    functionMagnitude: Double, thirdDerivative: Double, precision: Double
  ) throws -> Double
}

/// What a check of a gradient has found.
public struct GradientCheckResult: Codable, Equatable, Sendable {
  /// The largest relative error of all entries.
  public var largestError: Double
  /// The number of the block with the largest error, from 0.
  public var block: Int
  /// The number of the entry with the largest error in its block, from 0.
  public var entry: Int
  /// Whether the gradient passes.
  public var passes: Bool

  /// Creates a result from its four parts.
  public init(largestError: Double, block: Int, entry: Int, passes: Bool) {
    self.largestError = largestError
    self.block = block
    self.entry = entry
    self.passes = passes
  }
}
