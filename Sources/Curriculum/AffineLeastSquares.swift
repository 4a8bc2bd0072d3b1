import LinearAlgebra

/// What an answer to exercise 2, Affine least squares, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/02-AffineLeastSquares`.
public protocol AffineLeastSquares {
  /// Half the squared error of one sample.
  func value(matrix: Matrix, offset: Vector, input: Vector, target: Vector) throws -> Double

  /// The gradient of one sample's value with respect to the matrix.
  func matrixGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Matrix

  /// The gradient of one sample's value with respect to the offset.
  func offsetGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector

  /// The gradient of one sample's value with respect to the input.
  func inputGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector

  /// One step of gradient descent on one sample.
  func step(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
  ) throws -> AffineMap

  /// Half the squared error of a batch.
  func value(matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix) throws -> Double

  /// The gradient of a batch's value with respect to the matrix.
  func matrixGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix

  /// The gradient of a batch's value with respect to the offset.
  func offsetGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Vector

  /// The gradient of a batch's value with respect to every input.
  func inputGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix

  /// One step of gradient descent on a batch.
  func step(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
  ) throws -> AffineMap

  /// Concept check: the largest rank that the gradient with respect to the matrix can have.
  func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int
}

/// A matrix A and an offset b: the map x ↦ Ax + b.
public struct AffineMap: Codable, Equatable, Sendable {
  /// A, d × m.
  public var matrix: Matrix
  /// b, d numbers.
  public var offset: Vector

  /// Creates a map from its two parts.
  public init(matrix: Matrix, offset: Vector) {
    self.matrix = matrix
    self.offset = offset
  }
}
