// Mistake: the cost is a mean over the samples, not a sum

private func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> Double {
  let losses = labels.indices.map { crossEntropy(logits.row($0), labels[$0]) }
  return Vector(losses).sum()
}
