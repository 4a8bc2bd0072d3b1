// Mistake: log(1 + x) is 0 for a tiny x, where log1p(x) is x

private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
  let top = logits.argmax()
  var others = exp(logits - logits[top])
  return log(others.sum()) + (logits[top] - logits[label])
}
