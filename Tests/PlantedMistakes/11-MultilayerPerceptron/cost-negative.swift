// Mistake: the cost is −log of a probability, which is never negative

private func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> Double {
  let losses = labels.indices.map { crossEntropy(logits.row($0), labels[$0]) }
  return -Vector(losses).mean()
}
