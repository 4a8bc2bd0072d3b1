// Mistake: the factor 1/n of the mean comes in once: it is in G from the start

private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
  var result = softmax(logits)
  for (sample, label) in labels.enumerated() { result[sample, label] -= 1 }
  return result / Double(labels.count * labels.count)
}
