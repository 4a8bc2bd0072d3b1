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
