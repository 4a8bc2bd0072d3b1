// Mistake: each row has a maximum of its own, which is subtracted from that row

private func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> Double {
  let shifted = logits - logits.maximum()
  let losses = labels.indices.map {
    log(exp(shifted.row($0)).sum()) - shifted[$0, labels[$0]]
  }
  return Vector(losses).mean()
}
