// Mistake: the probability has rounded to 0 before its logarithm is taken: compute log ŷ from the logits

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let probabilities = softmax(logits)
  let losses = labels.indices.map { -log(probabilities[$0, labels[$0]]) }
  return Vector(losses).mean()
}
