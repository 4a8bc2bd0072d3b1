// Mistake: a small number is added to the probability, or it is cut off there, to keep log finite: compute log ŷ from the logits

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let probabilities = softmax(logits)
  let losses = labels.indices.map { -log(probabilities[$0, labels[$0]] + 1e-12) }
  return Vector(losses).mean()
}
