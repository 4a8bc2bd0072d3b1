import Curriculum
import LinearAlgebra

// Exercise {{number}} · {{title}}
//
// Handout: docs/handouts/{{handout}}
// Tests:   swift test --filter {{Name}}
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "weights must have 3 entries, but it has 2". This is bad:
// - `weights` without exactly one entry for each entry of `values`.

/// Your answer to exercise {{number}}.
public struct Answer: {{Name}} {
  /// The sum of all values, each times its weight.
  ///
  ///     s = Σ wᵢ xᵢ
  ///
  ///     weightedSum(values: [3, -1, 2], weights: [2, 1, 0.5])  // 6
  ///
  /// - Parameters:
  ///   - values: x, n numbers.
  ///   - weights: w, n numbers.
  /// - Returns: s; 0 for no values.
  /// - Throws: `InvalidInput` when there aren't as many weights as values.
  public func weightedSum(values: Vector, weights: Vector) throws -> Double {
    // solution:begin
    guard weights.count == values.count else {
      throw InvalidInput(
        "weights must have \(values.count) entries, but it has \(weights.count)")
    }
    return dot(values, weights)
    // solution:end
  }
}
