import Curriculum
import LinearAlgebra

// Exercise 10 · Sparse activations
//
// Handout: docs/handouts/10-sparse-activations.md
// Tests:   swift test --filter SparseActivations
//
// Conventions
// - z stands for the logits, K finite numbers of any size up to ±1e308. K is at least 1.
// - p stands for probabilities: K numbers that are not negative and sum to 1.
// - Indices and labels count from 0. Where several logits are the largest, m = argmax z is the
//   first of them.
// - The derivative of relu at 0 is 0. So an entry that is 0 counts as inactive in every Jacobian,
//   also where it has only just become 0.
// - Nothing may overflow, and nothing may be lost, on the way: [1e17, 1e17] has the sparsemax
//   [0.5, 0.5]. Shift the logits before you do anything else with them.
// - No function changes its arguments.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "b must be greater than 0, but it is -1.0". These are bad:
// - `logits` or `point` without an entry, or with an entry that is NaN or infinite; for
//   `oneHotTemperature`, also `logits` with a single entry;
// - `b`, `temperature` or `epsilon` that is 0, negative, NaN or infinite; b is checked for every
//   activation, although only relumax uses it;
// - `t` that is NaN or infinite;
// - `label` below 0, or K and above.

/// Your answer to exercise 10.
public struct Answer: SparseActivations {
  /// The projection onto the points without negative coordinates.
  ///
  ///     argmin ‖y − x‖²  over all y with y₀ ≥ 0, …, yₙ₋₁ ≥ 0
  ///
  ///     nonnegativeProjection(point: [3, -4])  // [3.0, 0.0]
  ///
  /// - Parameter point: x, n finite numbers, n ≥ 1.
  /// - Returns: y, n numbers.
  /// - Throws: `InvalidInput` when there is no entry, or one of them is NaN or infinite.
  public func nonnegativeProjection(point: Vector) throws -> Vector {
    throw Unimplemented()
  }

  /// Sparsemax: the probabilities that are nearest to the logits.
  ///
  ///     argmin ‖p − z‖²  over all p with pᵢ ≥ 0 and Σ pᵢ = 1
  ///
  /// They are p = relu(z − τ), with the one number τ for which they sum to 1.
  ///
  ///     sparsemax(logits: [0.5, 1, -2])      // [0.25, 0.75, 0.0]
  ///     sparsemax(logits: [2.5, 1, -2])      // [1.0, 0.0, 0.0]
  ///     sparsemax(logits: [1e17, 1e17, 0])   // [0.5, 0.5, 0.0]
  ///
  /// - Parameter logits: z, K finite numbers of any size, in any order, K ≥ 1.
  /// - Returns: p, K numbers, in the order of the logits.
  /// - Throws: `InvalidInput` when there are no logits, or one of them is NaN or infinite.
  public func sparsemax(logits: Vector) throws -> Vector {
    throw Unimplemented()
  }

  /// The threshold of sparsemax: the number τ for which Σ relu(zᵢ − τ) = 1.
  ///
  /// With S the indices of the logits above τ, and |S| how many they are,
  ///
  ///     τ = (Σ zᵢ over i in S  −  1) / |S|
  ///
  ///     sparsemaxThreshold(logits: [0.5, 1, -2])  // 0.25
  ///     sparsemaxThreshold(logits: [2.5, 1, -2])  // 1.5
  ///
  /// - Parameter logits: As for `sparsemax`.
  /// - Returns: τ, a number from max z − 1 to max z − 1/K.
  /// - Throws: `InvalidInput` as for `sparsemax`.
  public func sparsemaxThreshold(logits: Vector) throws -> Double {
    throw Unimplemented()
  }

  /// The support of sparsemax: the indices with pᵢ > 0, however small pᵢ is.
  ///
  /// A logit that is exactly τ has pᵢ = 0 and is outside.
  ///
  ///     sparsemaxSupport(logits: [0.5, 1, -2])     // [0, 1]
  ///     sparsemaxSupport(logits: [3, 2, 1])        // [0]: here τ = 2
  ///     sparsemaxSupport(logits: [1e17, 0, 1e17])  // [0, 2]
  ///
  /// Where the tests ask for a support, rounding can't decide: either each pᵢ is 0 or well above
  /// it, or the numbers are whole, halves, quarters and so on, with which a `Double` computes
  /// exactly.
  ///
  /// - Parameter logits: As for `sparsemax`.
  /// - Returns: Indices from 0 to K − 1, in ascending order; at least one.
  /// - Throws: `InvalidInput` as for `sparsemax`.
  public func sparsemaxSupport(logits: Vector) throws -> [Int] {
    throw Unimplemented()
  }

  /// The Jacobian of sparsemax with respect to the logits.
  ///
  ///     Jᵢⱼ = ∂pᵢ/∂zⱼ,   J = diag(s) − s sᵀ/|S|
  ///
  /// Here sᵢ is 1 where i is in the support S, and 0 elsewhere. Where a logit is exactly τ,
  /// sparsemax has a kink. Then S is the support without that logit, as always.
  ///
  ///     sparsemaxJacobian(logits: [0.5, 1, -2])
  ///     // [[0.5, -0.5, 0.0], [-0.5, 0.5, 0.0], [0.0, 0.0, 0.0]]
  ///
  /// - Parameter logits: As for `sparsemax`.
  /// - Returns: J, K × K: a row for each probability, a column for each logit.
  /// - Throws: `InvalidInput` as for `sparsemax`.
  public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
    throw Unimplemented()
  }

  /// Relumax: a distance of b below the largest logit, the probability has gone down to 0.
  ///
  ///     rᵢ = relu(zᵢ − max z + b),   pᵢ = rᵢ / Σⱼ rⱼ
  ///
  ///     relumax(logits: [0.5, 1, -2], b: 0.75)   // [0.25, 0.75, 0.0]
  ///     relumax(logits: [0.5, 1, -2], b: 5)      // [0.3913…, 0.4347…, 0.1739…]
  ///     relumax(logits: [0.5, 1, -2], b: 0.125)  // [0.0, 1.0, 0.0]
  ///
  /// - Parameters:
  ///   - logits: z, K finite numbers of any size, K ≥ 1.
  ///   - b: b > 0, finite. It may be as large as 1e308, where Σ rⱼ is too large for a `Double`.
  ///     (For logits of ordinary size p is 1/K each then.)
  /// - Returns: p, K numbers.
  /// - Throws: `InvalidInput` when there are no logits, one of them is NaN or infinite, or b is not
  ///   a finite number greater than 0.
  public func relumax(logits: Vector, b: Double) throws -> Vector {
    throw Unimplemented()
  }

  /// The Jacobian of relumax with respect to the logits.
  ///
  /// Entry (i, j) is ∂pᵢ/∂zⱼ. Mind that max z depends on z like everything else.
  ///
  /// Where relumax has a kink, two rules say what is meant. Where several logits are the largest,
  /// max z is taken to be z_m for the first of them, as if it were the largest alone. Where a
  /// logit is exactly b below the largest, so that rᵢ has just become 0, it counts as one that is
  /// further below: the derivative of relu at 0 is 0.
  ///
  ///     relumaxJacobian(logits: [0.5, 1, -2], b: 0.75)
  ///     // [[0.75, -0.75, 0.0], [-0.75, 0.75, 0.0], [0.0, 0.0, 0.0]]
  ///
  /// - Parameters: as for `relumax`; the tests keep b from 1e-6 to 1e6 here.
  /// - Returns: J, K × K: a row for each probability, a column for each logit.
  /// - Throws: `InvalidInput` as for `relumax`.
  public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
    throw Unimplemented()
  }

  /// The b with which relumax gives what sparsemax gives for the same logits.
  ///
  ///     relumax(logits: z, b: b) = sparsemax(logits: z)
  ///
  /// Where sparsemax has a single 1, or equal probabilities, several b do that. Meant is always the
  /// one for which Σ relu(zⱼ − max z + b) is 1.
  ///
  ///     bMatchingSparsemax(logits: [0.5, 1, -2])  // 0.75
  ///     bMatchingSparsemax(logits: [1e17, 1e17])  // 0.5
  ///
  /// - Parameter logits: As for `sparsemax`.
  /// - Returns: b, a number from 1/K to 1.
  /// - Throws: `InvalidInput` as for `sparsemax`.
  public func bMatchingSparsemax(logits: Vector) throws -> Double {
    throw Unimplemented()
  }

  /// The second of the two probabilities for the logits z = [0, t].
  ///
  /// Find a formula in t for each activation. (It must agree with the activation itself, so that
  /// calling that is right too, but then you have not seen what the three have in common.)
  ///
  ///     pairProbability(of: .softmax, t: 0.5, b: 1)    // 0.6224…
  ///     pairProbability(of: .sparsemax, t: 0.5, b: 1)  // 0.75
  ///     pairProbability(of: .relumax, t: 0.5, b: 1)    // 0.6666…
  ///     pairProbability(of: .relumax, t: -0.5, b: 2)   // 0.4285…
  ///
  /// - Parameters:
  ///   - activation: Which of the three.
  ///   - t: The second logit, any finite number.
  ///   - b: b > 0, finite; only relumax uses it.
  /// - Returns: p₁, a number from 0 to 1. That of softmax keeps its digits where it is tiny.
  /// - Throws: `InvalidInput` when t is not finite, or b is not a finite number greater than 0.
  public func pairProbability(
    of activation: SimplexActivation, t: Double, b: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The derivative of `pairProbability` with respect to t.
  ///
  /// Where the probability has just reached 0 or 1, which is a kink of sparsemax and relumax, the
  /// derivative is 0. At t = 0, relumax is differentiable like everywhere in between. (That is so
  /// for two classes; with more, it may have a kink where several logits are the largest.)
  ///
  ///     pairSlope(of: .softmax, t: 0.5, b: 1)    // 0.2350…
  ///     pairSlope(of: .sparsemax, t: 0.5, b: 1)  // 0.5
  ///     pairSlope(of: .relumax, t: 0.5, b: 1)    // 0.4444…
  ///     pairSlope(of: .relumax, t: 1, b: 1)      // 0.0
  ///
  /// - Parameters: as for `pairProbability`; the tests keep b from 1e-6 to 1e6 here.
  /// - Returns: A number that is never negative. That of softmax keeps its digits where it is tiny.
  /// - Throws: `InvalidInput` as for `pairProbability`.
  public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
    throw Unimplemented()
  }

  /// An activation at a temperature T: the activation of z/T.
  ///
  /// The temperature divides the logits and nothing else; b stays as it is. As T goes to 0, all
  /// three activations go to the one-hot vector of the largest logit. Where several logits are the
  /// largest, they share the probability evenly.
  ///
  ///     probabilities(of: .softmax, logits: [0.5, 1], temperature: 0.5, b: 2)    // [0.2689…, 0.7310…]
  ///     probabilities(of: .sparsemax, logits: [0.5, 1], temperature: 2, b: 2)    // [0.375, 0.625]
  ///     probabilities(of: .sparsemax, logits: [0.5, 1], temperature: 0.5, b: 2)  // [0.0, 1.0]
  ///     probabilities(of: .relumax, logits: [0.5, 1], temperature: 0.5, b: 2)    // [0.3333…, 0.6666…]
  ///
  /// - Parameters:
  ///   - activation: Which of the three.
  ///   - logits: z, K finite numbers of any size, K ≥ 1. Even zᵢ/T may be too large for a `Double`.
  ///   - temperature: T > 0, finite.
  ///   - b: b > 0, finite; only relumax uses it.
  /// - Returns: p, K numbers.
  /// - Throws: `InvalidInput` when there are no logits, one of them is NaN or infinite, or T or b is
  ///   not a finite number greater than 0.
  public func probabilities(
    of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The highest temperature at which an activation of z/T is one-hot: a single 1, and zeros.
  ///
  /// At every lower temperature it is one-hot as well. Where it is one-hot at no temperature above
  /// 0, in exact arithmetic, the result is 0. That is so where two logits are the largest.
  ///
  ///     oneHotTemperature(of: .sparsemax, logits: [0.25, 1.75, 0.5], b: 2)  // 1.25
  ///
  /// - Parameters:
  ///   - activation: Which of the three.
  ///   - logits: z, K finite numbers, K ≥ 2; the tests keep them below 1e300 in magnitude here.
  ///   - b: b > 0, finite; only relumax uses it.
  /// - Returns: A temperature, or 0.
  /// - Throws: `InvalidInput` when there are fewer than two logits, one of them is NaN or infinite,
  ///   or b is not a finite number greater than 0.
  public func oneHotTemperature(
    of activation: SimplexActivation, logits: Vector, b: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The loss of a class whose probability may be 0.
  ///
  ///     L = −log((pᵢ + ε)/(1 + Kε))
  ///
  /// Here p is the relumax of z with b, i is the label, and K the number of classes. The numbers
  /// (pⱼ + ε)/(1 + Kε) are probabilities again, and none of them is 0.
  ///
  ///     relumaxLoss(logits: [0.5, 1, -2], label: 0, b: 0.75, epsilon: 0.25)  // 1.2527…
  ///     relumaxLoss(logits: [0.5, 1, -2], label: 2, b: 0.75, epsilon: 0.25)  // 1.9459…
  ///
  /// - Parameters:
  ///   - logits: z, K finite numbers of any size, K ≥ 1.
  ///   - label: i, the index of the right class, from 0 to K − 1.
  ///   - b: b > 0, finite.
  ///   - epsilon: ε > 0, finite; the tests keep it from 1e-12 to 1.
  /// - Returns: A number that is not negative.
  /// - Throws: `InvalidInput` when there are no logits, one of them is NaN or infinite, the label is
  ///   not from 0 to K − 1, or b or ε is not a finite number greater than 0.
  public func relumaxLoss(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of `relumaxLoss` with respect to the logits.
  ///
  /// Entry j is ∂L/∂zⱼ. At kinks the derivatives of p are those of `relumaxJacobian`.
  ///
  ///     relumaxLossGradient(logits: [0.5, 1, -2], label: 0, b: 0.75, epsilon: 0.25)
  ///     // [-1.5, 1.5, 0.0]
  ///
  /// - Parameters: as for `relumaxLoss`; the tests keep b from 1e-6 to 1e6 here.
  /// - Returns: K numbers, one for each logit.
  /// - Throws: `InvalidInput` as for `relumaxLoss`.
  public func relumaxLossGradient(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// Concept check: the cross-entropy −log pᵢ, without any ε, where sparsemax gives the right class
  /// i the probability 0.
  ///
  /// - Returns: What the loss of that sample is, as a `Double`.
  public func crossEntropyOutsideSupport() throws -> Double {
    throw Unimplemented()
  }
}
