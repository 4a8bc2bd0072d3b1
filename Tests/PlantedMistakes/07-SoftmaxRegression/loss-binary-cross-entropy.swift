// Mistake: this is the binary cross-entropy of every class, added up: softmax needs −log ŷ of one class

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let probabilities = softmax(logits)
  let targets = targets(labels, logits.columns)
  let losses =
    targets * log(probabilities + 1e-300) + (1 - targets) * log(1 - probabilities + 1e-300)
  return -losses.sum() / Double(labels.count)
}
