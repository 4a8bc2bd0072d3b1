// Mistake: every sample has a 1 at its label in Y, not only the first one

private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
  var result = softmax(logits)
  for (sample, label) in labels.enumerated().prefix(1) { result[sample, label] -= 1 }
  return result / Double(labels.count)
}
