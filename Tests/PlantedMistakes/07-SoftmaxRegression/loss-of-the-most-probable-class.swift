// Mistake: the loss is that of the sample's label, not of the most probable class

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  log(exp(shifted(logits)).rowSums()).mean()
}
