import Curriculum
import Foundation
import LinearAlgebra

// The kit's own loss and accuracy, by which weights that were handed in are measured.

/// The mean cross-entropy of logits, n × classes, and the fraction of the rows with the largest logit
/// at the label.
func softmaxMeasures(_ logits: Matrix, _ labels: [Int]) -> (loss: Double, accuracy: Double) {
  var (loss, hits) = (0.0, 0)
  for (row, label) in labels.enumerated() {
    let values = logits.row(row).elements
    guard let largest = values.max(), let place = values.firstIndex(of: largest) else { continue }
    loss += largest - values[label] + log(values.map { exp($0 - largest) }.reduce(0, +))
    if place == label { hits += 1 }
  }
  return (loss / Double(labels.count), Double(hits) / Double(labels.count))
}

/// The mean binary cross-entropy of logits, and the fraction of them on the right side of 0.
func logisticMeasures(_ logits: Vector, _ labels: [Int]) -> (loss: Double, accuracy: Double) {
  var (loss, hits) = (0.0, 0)
  for (logit, label) in zip(logits.elements, labels) {
    // log(1 + eᶻ) without overflow, less z where the class is 1.
    loss += max(logit, 0) + log1p(exp(-abs(logit))) - (label == 1 ? logit : 0)
    if (logit >= 0) == (label == 1) { hits += 1 }
  }
  return (loss / Double(labels.count), Double(hits) / Double(labels.count))
}

/// The loss and the accuracy of a network that was handed in, by the names under which runs note them.
///
/// - Parameters:
///   - values: Weights, outputs × inputs, and biases, 1 × outputs, by the names of `RunState.names`.
///   - layers: How many layers with weights there are.
///   - name: What the rows are called in the names.
func networkMeasures(
  _ values: [String: Matrix], layers: Int, _ activation: HiddenActivation, on rows: LabelledRows,
  named name: String = "test"
) -> [String: Double] {
  let names = RunState.names(layers)
  var activations = rows.inputs
  for layer in 0..<layers {
    guard let weights = values[names[2 * layer]], let biases = values[names[2 * layer + 1]] else {
      return [:]
    }
    // Z = A Wᵀ + b, and what the activation function makes of it, but in the last layer.
    activations = matmul(activations, weights, transposeB: true) + biases.row(0)
    if layer == layers - 1 { break }
    switch activation {
    case .sigmoid: activations = sigmoid(activations)
    case .tanh: activations = tanh(activations)
    case .relu: activations = activations.map { max($0, 0) }
    }
  }
  let (loss, accuracy) = softmaxMeasures(activations, rows.labels)
  return ["\(name) loss": loss, "\(name) accuracy": accuracy]
}

/// The shapes of a network's weights and biases, by the names of `RunState.names`.
func networkShapes(_ sizes: [Int]) -> [String: MatrixShape] {
  let shapes = zip(sizes, sizes.dropFirst()).flatMap { [MatrixShape($1, $0), MatrixShape(1, $1)] }
  return Dictionary(uniqueKeysWithValues: zip(RunState.names(sizes.count - 1), shapes))
}
