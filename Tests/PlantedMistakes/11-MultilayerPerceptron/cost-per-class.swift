// Mistake: the cost is divided by n, not by n · K

private func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> Double {
  let losses = labels.indices.map { crossEntropy(logits.row($0), labels[$0]) }
  return Vector(losses).mean() / Double(logits.columns)
}
