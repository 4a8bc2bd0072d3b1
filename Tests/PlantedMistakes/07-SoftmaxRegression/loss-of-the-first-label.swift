// Mistake: the label of the first sample is used for all of them

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let sums = exp(shifted(logits)).rowSums()
  let losses = labels.indices.map { log1p(sums[$0] - 1) - shifted(logits)[$0, labels[0]] }
  return Vector(losses).mean()
}
