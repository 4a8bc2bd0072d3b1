import Curriculum
import LinearAlgebra

// Exercise 3 · Gradient checking
//
// Handout: docs/handouts/03-gradient-checking.md
// Tests:   swift test --filter GradientChecking
//
// Conventions
// - A numerical derivative is the central difference (f(x + h) − f(x − h)) / (2h), with h = `step`.
// - A Jacobian has a row for each output and a column for each input.
// - While one entry is moved, every other entry has the bits that it had at the start.
// - No function changes its arguments, except `check`, which may while it works.
//
// An error that a function throws is passed on.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "step must be greater than 0, but it is -1.0". These are bad:
// - `step` that is 0, negative, NaN or infinite;
// - `point` that is not finite, or without an entry;
// - `analytic` without an entry; `numeric` with more or fewer entries than `analytic` (the sentence
//   names `numeric` and how many it has);
// - for `check`, `parameters` without a block, or with a block that has no entry, or with an entry
//   that is not finite; `gradients` with more or fewer blocks than `parameters`, or with a block
//   that has more or fewer entries than the same block of `parameters`;
// - `functionMagnitude`, `thirdDerivative` or `precision` that is not a finite number above 0.
// NaN and infinity among `analytic`, `numeric` and `gradients` are *not* bad input: finding them is
// what a check is for. Their relative error is infinite.

/// Your answer to exercise 3.
public struct Answer: GradientChecking {
  /// The central difference of a function of one number.
  ///
  ///     f′(x) ≈ (f(x + h) − f(x − h)) / (2h)
  ///
  ///     numericalDerivative(of: { $0 * $0 * $0 }, at: 1, step: 0.5)  // 3.25
  ///
  /// - Parameters:
  ///   - function: f.
  ///   - point: x, finite.
  ///   - step: h > 0, finite.
  /// - Throws: `InvalidInput` when x is not finite, or h is not a finite number greater than 0.
  public func numericalDerivative(
    of function: (Double) throws -> Double, at point: Double, step: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The central differences of a function of a vector: one entry is moved at a time.
  ///
  ///     gᵢ = (f(x + h eᵢ) − f(x − h eᵢ)) / (2h),   eᵢ: 1 at place i, 0 elsewhere
  ///
  /// In every call of f, at most one entry differs from `point`. All the others have exactly the
  /// bits of `point`: adding h and subtracting it again doesn't always give the same number.
  ///
  ///     numericalGradient(of: { $0[0] * $0[0] * $0[1] }, at: [3, 2], step: 0.5)  // [12, 9]
  ///
  /// - Parameters:
  ///   - function: f, from n numbers to one.
  ///   - point: x, n finite numbers.
  ///   - step: h > 0, finite.
  /// - Returns: n numbers.
  /// - Throws: `InvalidInput` when x has no entry or one that is not finite, or h is not a finite
  ///   number greater than 0.
  public func numericalGradient(
    of function: (Vector) throws -> Double, at point: Vector, step: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The central differences of a function from vectors to vectors.
  ///
  ///     Jᵢⱼ = (fᵢ(x + h eⱼ) − fᵢ(x − h eⱼ)) / (2h)
  ///
  ///     numericalJacobian(of: { [$0[0] * $0[1], 3 * $0[1], $0[0]] }, at: [2, 5], step: 0.5)
  ///     // [[5, 2], [0, 3], [1, 0]]
  ///
  /// - Parameters:
  ///   - function: f, from n numbers to m; m is always the same.
  ///   - point: x, n finite numbers.
  ///   - step: h > 0, finite.
  /// - Returns: m × n numbers: row i belongs to output i, column j to input j.
  /// - Throws: `InvalidInput`, as `numericalGradient` does.
  public func numericalJacobian(
    of function: (Vector) throws -> Vector, at point: Vector, step: Double
  ) throws -> Matrix {
    throw Unimplemented()
  }

  /// The relative error of each entry of a gradient.
  ///
  ///     ρᵢ = |aᵢ − gᵢ| / (|aᵢ| + |gᵢ|),   0 where both are 0
  ///
  /// Each is a number from 0 to 1, and accurate for all finite aᵢ and gᵢ, however large (1e308) or
  /// small (5e-324) they are. Where aᵢ or gᵢ is NaN or infinite, the error is infinite.
  ///
  ///     relativeErrors(analytic: [3, 0, 1, .nan], numeric: [1, 0, -1, 2])  // [0.5, 0, 1, inf]
  ///
  /// - Parameters:
  ///   - analytic: a, n numbers: the gradient to be checked.
  ///   - numeric: g, n numbers: the central differences.
  /// - Returns: n numbers.
  /// - Throws: `InvalidInput` when `analytic` has no entry, or `numeric` another number of them.
  public func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector {
    throw Unimplemented()
  }

  /// Checks a gradient by the rule of DL's assignment: every relative error below 1e-5.
  ///
  /// The parameters are several vectors, the blocks: the weights of layer 1, its biases, and so on.
  /// Each entry of each block is moved by ±h, and the loss computed with all the blocks.
  ///
  /// You may move the entries of `parameters` in place. When the function returns, or passes on an
  /// error of the loss, every entry has the bits that it had before; and in every call of the loss
  /// at most one entry differs.
  ///
  ///     var parameters: [Vector] = [[1, 2], [3]]
  ///     // The loss is p₀₀² + p₁₀; its gradient is [[2, 0], [1]].
  ///     check(
  ///       gradients: [[2, 0], [3]], of: { $0[0][0] * $0[0][0] + $0[1][0] }, at: &parameters,
  ///       step: 0.5)
  ///     // GradientCheckResult(largestError: 0.5, block: 1, entry: 0, passes: false)
  ///
  /// - Parameters:
  ///   - gradients: The gradient to be checked, a vector for each block.
  ///   - loss: From all blocks to one number.
  ///   - parameters: Where to check; the same bits before and after.
  ///   - step: h > 0, finite.
  /// - Returns: The largest relative error, as `relativeErrors` has it; the first block with it,
  ///   and in this block the first entry with it; and whether it is below 1e-5. Where the loss gives
  ///   NaN or infinity, so does the central difference, and the error is infinite.
  /// - Throws: `InvalidInput` when there is no block or an empty one, blocks don't fit, a parameter
  ///   is not finite, or h is not a finite number greater than 0.
  public func check(
    gradients: [Vector], of loss: ([Vector]) throws -> Double, at parameters: inout [Vector],
    step: Double
  ) throws -> GradientCheckResult {
    throw Unimplemented()
  }

  /// The step at which the bound on a central difference's error is smallest.
  ///
  /// With |f‴| ≤ M, F the magnitude of f, ε the precision of its values and x ± h not rounded, the
  /// error is at most
  ///
  ///     E(h) = c M h² + ε F/h
  ///            (truncation + rounding)
  ///
  /// c is the smallest number with which c M h² bounds the truncation error of every such f. Written
  /// question TDT appendix asks you to find it. Return the h > 0 at which E is smallest.
  ///
  ///     bestStep(functionMagnitude: 9, thirdDerivative: 1, precision: 1e-3)  // 0.3
  ///
  /// - Parameters:
  ///   - functionMagnitude: F > 0, finite.
  ///   - thirdDerivative: M > 0, finite.
  ///   - precision: ε > 0, finite; 1.1e-16 for `Double`.
  /// - Throws: `InvalidInput` when an argument is not a finite number greater than 0.
  public func bestStep(
    functionMagnitude: Double, thirdDerivative: Double, precision: Double
  ) throws -> Double {
    throw Unimplemented()
  }
}
