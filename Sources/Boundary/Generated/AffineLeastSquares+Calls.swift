// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 2: every call goes to the worker.
struct RemoteAffineLeastSquares: AffineLeastSquares, RemoteAnswer {
  let session: Session

  func value(matrix: Matrix, offset: Vector, input: Vector, target: Vector) throws -> Double {
    try session.call(#function, matrix, offset, input, target)
  }

  func matrixGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Matrix {
    try session.call(#function, matrix, offset, input, target)
  }

  func offsetGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    try session.call(#function, matrix, offset, input, target)
  }

  func inputGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    try session.call(#function, matrix, offset, input, target)
  }

  func step(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
  ) throws -> AffineMap {
    try session.call(#function, matrix, offset, input, target, learningRate)
  }

  func value(matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix) throws -> Double {
    try session.call(#function, matrix, offset, inputs, targets)
  }

  func matrixGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    try session.call(#function, matrix, offset, inputs, targets)
  }

  func offsetGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Vector {
    try session.call(#function, matrix, offset, inputs, targets)
  }

  func inputGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    try session.call(#function, matrix, offset, inputs, targets)
  }

  func step(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
  ) throws -> AffineMap {
    try session.call(#function, matrix, offset, inputs, targets, learningRate)
  }

  func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int {
    try session.call(#function, samples, outputs, inputs)
  }
}

extension AffineLeastSquares {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "value(matrix:offset:input:target:)": Operation(value(matrix:offset:input:target:)),
      "matrixGradient(matrix:offset:input:target:)":
        Operation(matrixGradient(matrix:offset:input:target:)),
      "offsetGradient(matrix:offset:input:target:)":
        Operation(offsetGradient(matrix:offset:input:target:)),
      "inputGradient(matrix:offset:input:target:)":
        Operation(inputGradient(matrix:offset:input:target:)),
      "step(matrix:offset:input:target:learningRate:)":
        Operation(step(matrix:offset:input:target:learningRate:)),
      "value(matrix:offset:inputs:targets:)": Operation(value(matrix:offset:inputs:targets:)),
      "matrixGradient(matrix:offset:inputs:targets:)":
        Operation(matrixGradient(matrix:offset:inputs:targets:)),
      "offsetGradient(matrix:offset:inputs:targets:)":
        Operation(offsetGradient(matrix:offset:inputs:targets:)),
      "inputGradient(matrix:offset:inputs:targets:)":
        Operation(inputGradient(matrix:offset:inputs:targets:)),
      "step(matrix:offset:inputs:targets:learningRate:)":
        Operation(step(matrix:offset:inputs:targets:learningRate:)),
      "largestRankOfMatrixGradient(samples:outputs:inputs:)":
        Operation(largestRankOfMatrixGradient(samples:outputs:inputs:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 2.
  public var affineLeastSquares: any AffineLeastSquares {
    resolve { RemoteAffineLeastSquares(session: $0) as any AffineLeastSquares }
  }
}
