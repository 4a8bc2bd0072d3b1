// Mistake: the log of a probability that has become 0 is infinite: use the logits

private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
  -log((exp(logits - logits.maximum()) / exp(logits - logits.maximum()).sum())[label])
}
