// Mistake: the gradient at the logits is softmax(logits) − Y, not Y − softmax(logits)

private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
  var result = softmax(logits)
  for (sample, label) in labels.enumerated() { result[sample, label] -= 1 }
  return -result / Double(labels.count)
}
