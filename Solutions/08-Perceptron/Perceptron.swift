import Curriculum
import LinearAlgebra

// Exercise 8 · Perceptron
//
// Handout: docs/handouts/08-perceptron.md
// Tests:   swift test --filter Perceptron
//
// Conventions
// - `weights` is W, K × d: a row for each of K ≥ 2 classes, a column for each of d inputs.
// - A row of `inputs` is a sample. There is no bias unless a column of `inputs` is all ones.
// - Labels are integers from 0 to K − 1.
// - Where several classes have the highest score, the lowest of them is predicted.
// - No function changes its arguments.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "label must be from 0 to 2, but it is 3". These are bad:
// - `weights` with fewer than two rows, or without a column;
// - `inputs` and `validationInputs` without a row or a column; `inputs` without exactly one column
//   for each column of `weights`; `validationInputs` without as many columns as `inputs`;
// - `input` without exactly one entry for each column of `weights`;
// - `labels` without exactly one entry for each row of `inputs`, `validationLabels` without one for
//   each row of `validationInputs`; the sentence says how many there are;
// - `label`, or an entry of `labels` or `validationLabels`, below 0 or above K − 1;
// - `classCount` below 2, `epochs` below 1;
// - an entry of any vector or matrix that is NaN or infinite.

/// Your answer to exercise 8.
public struct Answer: Perceptron {
  /// The score of every class for every sample: the dot product of its weights and the inputs.
  ///
  ///     sₖ(x) = W_k · x
  ///
  ///     scores(weights: [[1, 0, -1], [2, 1, 0]], inputs: [[1, 1, 1], [0, 3, 2]])
  ///     // [[0, 3], [-2, 3]]
  ///
  /// - Parameters:
  ///   - weights: W, K × d.
  ///   - inputs: X, n × d.
  /// - Returns: n × K numbers: a row for each sample, a column for each class.
  /// - Throws: `InvalidInput` when the shapes don't fit or an entry is not finite.
  public func scores(weights: Matrix, inputs: Matrix) throws -> Matrix {
    // solution:begin
    try check(weights)
    try check(inputs, "inputs", columns: weights.columns)
    return matmul(inputs, weights, transposeB: true)
    // solution:end
  }

  /// The class with the highest score, for every sample; among equal ones the lowest.
  ///
  ///     predict(weights: [[1, 0, -1], [2, 1, 0]], inputs: [[1, 1, 1], [-1, 1, 0]])  // [1, 0]
  ///
  /// - Parameters:
  ///   - weights: W, K × d.
  ///   - inputs: X, n × d.
  /// - Returns: n integers from 0 to K − 1.
  /// - Throws: `InvalidInput`, as `scores` does.
  public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
    // solution:begin
    try scores(weights: weights, inputs: inputs).rowArgmaxima()
    // solution:end
  }

  /// The weights after the perceptron has seen one sample.
  ///
  /// If the predicted class ŷ is the label y, nothing changes. If not:
  ///
  ///     W_y ← W_y + x
  ///     W_ŷ ← W_ŷ − x
  ///
  ///     // The scores are 3 and 5: class 1 is predicted.
  ///     update(weights: [[1, 1], [2, 1]], input: [2, 1], label: 0)  // [[3, 2], [0, 0]]
  ///     update(weights: [[1, 1], [2, 1]], input: [2, 1], label: 1)  // [[1, 1], [2, 1]]
  ///
  /// - Parameters:
  ///   - weights: W, K × d; not changed.
  ///   - input: x, d numbers.
  ///   - label: y, from 0 to K − 1.
  /// - Returns: The new W.
  /// - Throws: `InvalidInput` when the shapes don't fit, an entry is not finite, or the label is
  ///   out of range.
  public func update(weights: Matrix, input: Vector, label: Int) throws -> Matrix {
    // solution:begin
    try check(weights)
    guard input.count == weights.columns else {
      throw InvalidInput("input must have \(weights.columns) entries, but it has \(input.count)")
    }
    try check(input.elements, "input")
    try check([label], "label", classCount: weights.rows)
    return updated(weights, input, label)
    // solution:end
  }

  /// The weights after one pass over all samples, in the given order.
  ///
  /// Each sample is judged by the weights as the samples before it have left them.
  ///
  /// - Parameters:
  ///   - weights: W, K × d, before the pass; not changed.
  ///   - inputs: X, n × d.
  ///   - labels: y, n integers from 0 to K − 1.
  /// - Returns: W after the pass.
  /// - Throws: `InvalidInput` when the shapes don't fit, an entry is not finite, or a label is out
  ///   of range.
  public func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix {
    // solution:begin
    try check(weights)
    try check(inputs, "inputs", columns: weights.columns)
    try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
    var weights = weights
    for (sample, label) in labels.enumerated() {
      weights = updated(weights, inputs.row(sample), label)
    }
    return weights
    // solution:end
  }

  /// The fraction of the samples whose class is predicted correctly, from 0 to 1.
  ///
  /// - Parameters:
  ///   - weights: W, K × d.
  ///   - inputs: X, n × d.
  ///   - labels: y, n integers from 0 to K − 1.
  /// - Throws: `InvalidInput`, as `epoch` does.
  public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    // solution:begin
    let predictions = try predict(weights: weights, inputs: inputs)
    try check(labels, "labels", count: inputs.rows, classCount: weights.rows)
    let right = zip(predictions, labels).count { $0 == $1 }
    return Double(right) / Double(labels.count)
    // solution:end
  }

  /// Trains for a number of epochs and keeps the weights that did best on the validation data.
  ///
  /// Start with weights of 0. In each epoch, pass over the samples in the given order, and then
  /// measure the accuracy on the validation data. Keep the weights of the epoch with the highest
  /// accuracy; among equal ones, of the first. The weights of 0 at the start don't take part.
  ///
  /// - Parameters:
  ///   - inputs: X, n × d, to learn from.
  ///   - labels: y, n integers from 0 to K − 1.
  ///   - validationInputs: m × d, to choose by.
  ///   - validationLabels: m integers from 0 to K − 1.
  ///   - classCount: K ≥ 2.
  ///   - epochs: How many passes to make, at least 1.
  /// - Returns: The best weights (`bestWeights`), their epoch from 1 (`bestEpoch`), the weights after
  ///   the last epoch (`finalWeights`), and the validation accuracy after each epoch
  ///   (`validationAccuracies`).
  /// - Throws: `InvalidInput` when the shapes don't fit, an entry is not finite, a label is out of
  ///   range, `classCount` is below 2 or `epochs` below 1.
  public func train(
    inputs: Matrix, labels: [Int], validationInputs: Matrix, validationLabels: [Int],
    classCount: Int, epochs: Int
  ) throws -> PerceptronTraining {
    // solution:begin
    guard classCount >= 2 else {
      throw InvalidInput("classCount must be at least 2, but it is \(classCount)")
    }
    guard epochs >= 1 else { throw InvalidInput("epochs must be at least 1, but it is \(epochs)") }
    try check(inputs, "inputs", columns: inputs.columns)
    try check(validationInputs, "validationInputs", columns: inputs.columns)
    try check(labels, "labels", count: inputs.rows, classCount: classCount)
    try check(
      validationLabels, "validationLabels", count: validationInputs.rows, classCount: classCount)

    var weights = Matrix.zeros(classCount, inputs.columns)
    var bestWeights = weights
    var accuracies: [Double] = []
    for _ in 1...epochs {
      weights = try epoch(weights: weights, inputs: inputs, labels: labels)
      let accuracy = try accuracy(
        weights: weights, inputs: validationInputs, labels: validationLabels)
      if accuracy > accuracies.max() ?? -1 { bestWeights = weights }
      accuracies.append(accuracy)
    }
    return PerceptronTraining(
      bestWeights: bestWeights, bestEpoch: Vector(accuracies).argmax() + 1, finalWeights: weights,
      validationAccuracies: Vector(accuracies))
    // solution:end
  }

  /// Concept check: whether a perceptron with a bias can learn a function of two bits.
  ///
  /// The inputs are the two bits and a 1; there are two classes, 0 and 1. To learn means: after
  /// enough epochs over the four samples, all four are right.
  ///
  /// - Parameter function: `.and`, `.or`, `.xor` (exactly one is 1), `.nand` (not both are 1) or
  ///   `.equal` (both are equal).
  public func canLearn(_ function: BitFunction) throws -> Bool {
    // solution:begin
    // A line separates the ones from the zeros, unless they lie crosswise.
    switch function {
    case .and, .or, .nand: true
    case .xor, .equal: false
    }
    // solution:end
  }

  // solution-only:begin
  /// One step of the perceptron, for arguments that fit.
  private func updated(_ weights: Matrix, _ input: Vector, _ label: Int) -> Matrix {
    let prediction = matmul(weights, input).argmax()
    guard prediction != label else { return weights }
    var weights = weights
    weights.setRow(label, to: weights.row(label) + input)
    weights.setRow(prediction, to: weights.row(prediction) - input)
    return weights
  }

  private func check(_ weights: Matrix) throws {
    guard weights.rows >= 2, weights.columns >= 1 else {
      throw InvalidInput(
        "weights must have two rows or more and a column, "
          + "but it is \(weights.rows) × \(weights.columns)")
    }
    try check(weights.elements, "weights")
  }

  private func check(_ inputs: Matrix, _ name: String, columns: Int) throws {
    guard inputs.rows >= 1, inputs.columns >= 1, inputs.columns == columns else {
      throw InvalidInput(
        "\(name) must have a row or more and \(max(1, columns)) columns, "
          + "but it is \(inputs.rows) × \(inputs.columns)")
    }
    try check(inputs.elements, name)
  }

  private func check(
    _ labels: [Int], _ name: String, count: Int = 1, classCount: Int
  ) throws {
    guard labels.count == count else {
      throw InvalidInput("\(name) must have \(count) entries, but it has \(labels.count)")
    }
    if let label = labels.first(where: { !(0..<classCount).contains($0) }) {
      throw InvalidInput("\(name) must be from 0 to \(classCount - 1), but \(label) is in it")
    }
  }

  private func check(_ numbers: [Double], _ name: String) throws {
    if let number = numbers.first(where: { !$0.isFinite }) {
      throw InvalidInput("\(name) must be finite, but \(number) is in it")
    }
  }
  // solution-only:end
}
