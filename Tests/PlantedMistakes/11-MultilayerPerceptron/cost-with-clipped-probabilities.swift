// Mistake: the larger of p and ε is not p: use the logits, and nothing has to be bounded

private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
  -log(max((exp(logits - logits.maximum()) / exp(logits - logits.maximum()).sum())[label], 1e-15))
}
