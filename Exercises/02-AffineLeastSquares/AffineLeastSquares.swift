import Curriculum
import LinearAlgebra

// Exercise 2 · Affine least squares
//
// Handout: docs/handouts/02-affine-least-squares.md
// Tests:   swift test --filter AffineLeastSquares
//
// Conventions
// - `matrix` is A, d × m: d outputs, m inputs. `offset` is b, d numbers. The map is x ↦ Ax + b.
// - A residual is prediction minus target, r = Ax + b − t.
// - The value is ½‖r‖², with the ½. Over a batch it is a sum over the samples, not a mean.
// - In a batch, a row of `inputs` is a sample, and the same row of `targets` is its target.
// - A gradient has the shape of what it is taken with respect to.
// - No function changes its arguments.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "learningRate must be greater than 0, but it is -1.0". Of an entry that is bad,
// the value is the entry's, such as nan. These are bad:
// - `matrix` without a row or without a column;
// - `offset` without exactly one entry for each row of `matrix`;
// - `input` without exactly one entry for each column of `matrix`; `inputs` without a row, or
//   without exactly as many columns as `matrix`;
// - `target` without exactly one entry for each row of `matrix`; `targets` without exactly one
//   row for each row of `inputs` and one column for each row of `matrix`;
// - an entry of any of these that is NaN or infinite;
// - `learningRate` that is 0, negative, NaN or infinite;
// - for the concept check, `samples`, `outputs` or `inputs` below 1.
// Where a shape is wrong, the sentence names the argument that doesn't fit `matrix` (`targets`,
// where its rows don't fit `inputs`), and the number of entries, rows or columns that it has.

/// Your answer to exercise 2.
public struct Answer: AffineLeastSquares {
  /// Half the squared distance between the prediction and the target of one sample.
  ///
  ///     f(A, b) = ½‖Ax + b − t‖²
  ///
  ///     // the prediction is (2, 4), the residual (1, -2)
  ///     value(matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], input: [1, 1, 1], target: [1, 6])
  ///     // 2.5
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - input: x, m numbers.
  ///   - target: t, d numbers.
  /// - Throws: `InvalidInput` when a shape doesn't fit or an entry is not finite.
  public func value(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of one sample's value with respect to A.
  ///
  ///     (∇_A f)ᵢⱼ = ∂f/∂Aᵢⱼ
  ///
  ///     matrixGradient(
  ///       matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], input: [1, 1, 1], target: [1, 6])
  ///     // [[1, 1, 1], [-2, -2, -2]]
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - input: x, m numbers.
  ///   - target: t, d numbers.
  /// - Returns: d × m numbers, as A has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func matrixGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Matrix {
    throw Unimplemented()
  }

  /// The gradient of one sample's value with respect to b.
  ///
  ///     offsetGradient(
  ///       matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], input: [1, 1, 1], target: [1, 6])
  ///     // [1, -2]
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - input: x, m numbers.
  ///   - target: t, d numbers.
  /// - Returns: d numbers, as b has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func offsetGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The gradient of one sample's value with respect to x.
  ///
  ///     inputGradient(
  ///       matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], input: [1, 1, 1], target: [1, 6])
  ///     // [1, -6, 4]
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - input: x, m numbers.
  ///   - target: t, d numbers.
  /// - Returns: m numbers, as x has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func inputGradient(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// One step of gradient descent on A and b, for one sample.
  ///
  ///     A ← A − α ∇_A f(A, b)
  ///     b ← b − α ∇_b f(A, b)
  ///
  /// Both gradients are taken at the old A and b.
  ///
  /// - Parameters:
  ///   - matrix: A, d × m; not changed.
  ///   - offset: b, d numbers; not changed.
  ///   - input: x, m numbers.
  ///   - target: t, d numbers.
  ///   - learningRate: α > 0, finite.
  /// - Returns: The new A and b, as `AffineMap(matrix: …, offset: …)`.
  /// - Throws: `InvalidInput` as `value` does, and when α is not a finite number greater than 0.
  public func step(
    matrix: Matrix, offset: Vector, input: Vector, target: Vector, learningRate: Double
  ) throws -> AffineMap {
    throw Unimplemented()
  }

  /// Half the squared distances between predictions and targets, summed over a batch.
  ///
  ///     F(A, b) = ½ Σₖ ‖A xₖ + b − tₖ‖²
  ///
  ///     // the residuals are (1, -2) and (0, 1)
  ///     value(
  ///       matrix: [[1, 0, 2], [0, 3, -1]], offset: [-1, 2], inputs: [[1, 1, 1], [2, 0, 0]],
  ///       targets: [[1, 6], [1, 1]])
  ///     // 3.0
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - inputs: X, n × m; row k is xₖ.
  ///   - targets: T, n × d; row k is tₖ.
  /// - Throws: `InvalidInput` when a shape doesn't fit or an entry is not finite.
  public func value(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of a batch's value with respect to A: the sum of the samples' gradients.
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - inputs: X, n × m; row k is xₖ.
  ///   - targets: T, n × d; row k is tₖ.
  /// - Returns: d × m numbers, as A has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func matrixGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    throw Unimplemented()
  }

  /// The gradient of a batch's value with respect to b: the sum of the samples' gradients.
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - inputs: X, n × m; row k is xₖ.
  ///   - targets: T, n × d; row k is tₖ.
  /// - Returns: d numbers, as b has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func offsetGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The gradient of a batch's value with respect to every input.
  ///
  /// Sample k's value depends on no other input than xₖ, so row k is that sample's own gradient.
  ///
  /// - Parameters:
  ///   - matrix: A, d × m.
  ///   - offset: b, d numbers.
  ///   - inputs: X, n × m; row k is xₖ.
  ///   - targets: T, n × d; row k is tₖ.
  /// - Returns: n × m numbers, as X has.
  /// - Throws: `InvalidInput`, as `value` does.
  public func inputGradient(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
  ) throws -> Matrix {
    throw Unimplemented()
  }

  /// One step of gradient descent on A and b, for a batch.
  ///
  ///     A ← A − α ∇_A F(A, b)
  ///     b ← b − α ∇_b F(A, b)
  ///
  /// Both gradients are taken at the old A and b.
  ///
  /// - Parameters:
  ///   - matrix: A, d × m; not changed.
  ///   - offset: b, d numbers; not changed.
  ///   - inputs: X, n × m; row k is xₖ.
  ///   - targets: T, n × d; row k is tₖ.
  ///   - learningRate: α > 0, finite.
  /// - Returns: The new A and b, as `AffineMap(matrix: …, offset: …)`.
  /// - Throws: `InvalidInput` as `value` does, and when α is not a finite number greater than 0.
  public func step(
    matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix, learningRate: Double
  ) throws -> AffineMap {
    throw Unimplemented()
  }

  /// Concept check: the largest rank that ∇_A F can have, whatever A, b, the inputs and the
  /// targets are.
  ///
  /// The rank of a matrix is the number of its linearly independent rows.
  ///
  /// - Parameters:
  ///   - samples: n ≥ 1, the number of samples in the batch.
  ///   - outputs: d ≥ 1, the number of rows of A.
  ///   - inputs: m ≥ 1, the number of columns of A.
  /// - Throws: `InvalidInput` when a number is below 1.
  public func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int {
    throw Unimplemented()
  }
}
