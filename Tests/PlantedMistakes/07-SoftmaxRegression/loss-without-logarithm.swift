// Mistake: the loss is −log ŷ of the right class, not 1 − ŷ

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let probabilities = softmax(logits)
  let losses = labels.indices.map { 1 - probabilities[$0, labels[$0]] }
  return Vector(losses).mean()
}
