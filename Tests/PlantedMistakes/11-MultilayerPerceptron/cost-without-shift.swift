// Mistake: e to a large logit is infinite: subtract the row's maximum first

private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
  log(exp(logits).sum()) - logits[label]
}
