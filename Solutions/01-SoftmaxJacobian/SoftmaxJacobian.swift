import Curriculum
import LinearAlgebra

// Exercise 1 · Softmax Jacobian
//
// Handout: docs/handouts/01-softmax-jacobian.md
// Tests:   swift test --filter SoftmaxJacobian
//
// Conventions
// - z stands for the logits, n finite numbers, n ≥ 1; they may be as large as ±1e308.
// - τ stands for the temperature, a finite number greater than 0; it divides the logits. Where τ is
//   greater than 1, no two logits differ by more than 1.7e308.
// - Nothing may overflow on the way: where the result is a finite number, so is yours.
// - Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
//   its value, such as "temperature must be greater than 0, but it is -1.0". Bad are: no logits,
//   a logit or an entry of upstream that is NaN or infinite, a temperature that is 0, negative,
//   NaN or infinite, and an upstream with another number of entries than the logits.

/// Your answer to exercise 1.
public struct Answer: SoftmaxJacobian {
  /// The logarithm of the sum of the exponentials.
  ///
  ///     LSE(z) = log Σᵢ exp(zᵢ)
  ///
  ///     logSumExp(logits: [0, 0])          // 0.6931…, that is log 2
  ///     logSumExp(logits: [10000, 0])      // 10000.0, although exp(10000) overflows
  ///     logSumExp(logits: [-40, 0])        // 4.248…e-18, not 0
  ///
  /// - Parameter logits: z, n finite numbers of any size, n ≥ 1.
  /// - Throws: `InvalidInput` when there are no logits, or one of them is NaN or infinite.
  public func logSumExp(logits: Vector) throws -> Double {
    // solution:begin
    try check(logits, "logits")
    let largest = logits.maximum()
    return largest + logSumExp(shifted: logits - largest)
    // solution:end
  }

  /// The softmax of the logits at a temperature: n positive numbers that sum to 1.
  ///
  ///     yᵢ = exp(zᵢ/τ) / Σⱼ exp(zⱼ/τ)
  ///
  ///     softmax(logits: [1, 2, 3], temperature: 0.5)            // [0.0159…, 0.1173…, 0.8668…]
  ///     softmax(logits: [10000, 9999, 0], temperature: 1)       // [0.7311…, 0.2689…, 0.0]
  ///     softmax(logits: [1e300, 0], temperature: 1e-10)         // [1.0, 0.0]
  ///
  /// A probability below the smallest positive `Double` is 0.
  ///
  /// - Parameters:
  ///   - logits: z, n finite numbers of any size, n ≥ 1. Even zᵢ/τ may be too large for a `Double`.
  ///   - temperature: τ > 0, finite.
  /// - Returns: y, n numbers.
  /// - Throws: `InvalidInput` when there are no logits, one of them is NaN or infinite, or τ is not
  ///   a finite number greater than 0.
  public func softmax(logits: Vector, temperature: Double) throws -> Vector {
    // solution:begin
    let exponentials = exp(try shifted(logits, temperature))
    return exponentials / exponentials.sum()
    // solution:end
  }

  /// The logarithm of the softmax at a temperature.
  ///
  ///     log yᵢ = zᵢ/τ − log Σⱼ exp(zⱼ/τ)
  ///
  /// It is accurate also where yᵢ itself is rounded to 0 or to 1, and for logits of any size.
  ///
  ///     logSoftmax(logits: [1, 2, 3], temperature: 0.5)    // [-4.1429…, -2.1429…, -0.1429…]
  ///     logSoftmax(logits: [0, -800], temperature: 1)      // [0.0, -800.0]
  ///     logSoftmax(logits: [-40, 0], temperature: 1)       // [-40.0, -4.248…e-18]
  ///
  /// - Parameters: as for `softmax`.
  /// - Returns: n numbers, none of them positive; −∞ only where no finite `Double` is low enough.
  /// - Throws: `InvalidInput` as for `softmax`.
  public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
    // solution:begin
    let shifted = try shifted(logits, temperature)
    return shifted - logSumExp(shifted: shifted)
    // solution:end
  }

  /// The Jacobian of the softmax at a temperature, with respect to the logits.
  ///
  ///     Jᵢⱼ = ∂yᵢ/∂zⱼ
  ///
  /// Written question DL 1.1 asks for its formula.
  ///
  ///     jacobian(logits: [0, 0, 0], temperature: 0.25)
  ///     // [[0.889, -0.444, -0.444], [-0.444, 0.889, -0.444], [-0.444, -0.444, 0.889]]
  ///
  /// - Parameters: as for `softmax`.
  /// - Returns: J, n × n: a row for each probability, a column for each logit. An entry on the
  ///   diagonal may be off by 1e-12/τ: digits that cancel where a probability is close to 1 may go.
  /// - Throws: `InvalidInput` as for `softmax`.
  public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
    // solution:begin
    let y = try softmax(logits: logits, temperature: temperature)
    // 1 − yᵢ is the sum of the others: the subtraction would lose it where yᵢ is close to 1.
    return Matrix(rows: y.count, columns: y.count) { i, j in
      let factor = i == j ? y.indices.reduce(0) { $0 + ($1 == i ? 0 : y[$1]) } : -y[j]
      return y[i] * factor / temperature
    }
    // solution:end
  }

  /// The product vᵀJ of an upstream gradient with the Jacobian of the softmax.
  ///
  ///     (vᵀJ)ⱼ = Σᵢ vᵢ ∂yᵢ/∂zⱼ
  ///
  /// That is the gradient with respect to z of a function of y whose gradient with respect to y is
  /// v. The Jacobian of 100 000 logits would take 80 GB, so it must not be formed: time and memory
  /// grow with n here, not with n².
  ///
  ///     vectorJacobianProduct(upstream: [1, 0], logits: [0, 0], temperature: 0.5)  // [0.5, -0.5]
  ///
  /// - Parameters:
  ///   - upstream: v, n finite numbers, one for each probability.
  ///   - logits: z, n finite numbers of any size, n ≥ 1.
  ///   - temperature: τ > 0, finite.
  /// - Returns: n numbers, one for each logit.
  /// - Throws: `InvalidInput` as for `softmax`, and when upstream and logits differ in their number
  ///   of entries, or an entry of upstream is NaN or infinite.
  public func vectorJacobianProduct(
    upstream: Vector, logits: Vector, temperature: Double
  ) throws -> Vector {
    // solution:begin
    let y = try softmax(logits: logits, temperature: temperature)
    guard upstream.count == logits.count else {
      throw InvalidInput(
        "upstream must have \(logits.count) entries, as logits has, but it has \(upstream.count)")
    }
    try check(upstream, "upstream")
    // Half of each entry, because the difference of two finite numbers may be as large as 2 · 1.8e308.
    let half = upstream / 2
    return y * (half - dot(half, y)) / temperature * 2
    // solution:end
  }

  /// Concept check: the activation of the last layer that suits a task.
  ///
  /// `.softmax` is taken of all outputs together, `.sigmoid` of each output by itself. The tasks are
  /// described in the handout, and in Sources/Curriculum/SoftmaxJacobian.swift.
  ///
  /// - Parameter task: What the network is for.
  public func outputActivation(for task: OutputTask) throws -> OutputActivation {
    // solution:begin
    switch task {
    case .handwrittenDigit, .nextWord, .bloodGroup: .softmax
    case .filmGenres, .spam, .chestDiseases: .sigmoid
    }
    // solution:end
  }

  // solution-only:begin
  /// (z − max z)/τ: no number above 0, and at least one 0.
  ///
  /// Softmax does not see the shift. It has to come before the division, because z/τ may be infinite.
  private func shifted(_ logits: Vector, _ temperature: Double) throws -> Vector {
    try check(logits, "logits")
    try check(temperature: temperature)
    return (logits - logits.maximum()) / temperature
  }

  /// log Σ exp(xᵢ) of numbers whose largest is 0.
  ///
  /// That one contributes exactly 1 to the sum. It is left to log1p, beside which what the others
  /// contribute is not lost, however small it is.
  private func logSumExp(shifted: Vector) -> Double {
    var others = exp(shifted)
    others[shifted.argmax()] = 0
    return log1p(others.sum())
  }

  private func check(_ vector: Vector, _ name: String) throws {
    guard !vector.isEmpty else {
      throw InvalidInput("\(name) must not be empty, but it has 0 entries")
    }
    if let i = vector.firstIndex(where: { !$0.isFinite }) {
      throw InvalidInput("\(name) must be finite, but \(name)[\(i)] is \(vector[i])")
    }
  }

  private func check(temperature: Double) throws {
    guard temperature > 0, temperature.isFinite else {
      throw InvalidInput(
        "temperature must be finite and greater than 0, but it is \(temperature)")
    }
  }
  // solution-only:end
}
