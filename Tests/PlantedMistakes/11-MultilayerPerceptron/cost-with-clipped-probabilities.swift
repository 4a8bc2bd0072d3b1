// Mistake: log(p + ε) is not log p: use the logits, and nothing has to be added

private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
  -log(max((exp(logits - logits.maximum()) / exp(logits - logits.maximum()).sum())[label], 1e-15))
}
