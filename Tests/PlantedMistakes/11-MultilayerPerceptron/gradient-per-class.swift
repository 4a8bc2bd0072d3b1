// Mistake: the mean is over the n samples, not over the n · K logits

private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
  var result = softmax(logits)
  for (sample, label) in labels.enumerated() { result[sample, label] -= 1 }
  return result / Double(labels.count * logits.columns)
}
