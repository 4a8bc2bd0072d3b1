// Mistake: the cost is a mean: its gradient has the factor 1/n

private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
  var result = softmax(logits)
  for (sample, label) in labels.enumerated() { result[sample, label] -= 1 }
  return result
}
