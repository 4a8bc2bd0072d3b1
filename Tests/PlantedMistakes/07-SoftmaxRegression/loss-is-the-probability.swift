// Mistake: this is the probability of each class, not its loss −log ŷ

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let probabilities = softmax(logits)
  return Vector(labels.indices.map { probabilities[$0, labels[$0]] }).mean()
}
