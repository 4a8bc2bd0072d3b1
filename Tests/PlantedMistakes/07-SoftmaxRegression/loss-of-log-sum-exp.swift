// Mistake: tiny exponentials are rounded away beside a 1 in their sum, or beside a large logit: log1p of their sum alone keeps them

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let shifted = shifted(logits)
  let sums = exp(shifted).rowSums()
  let losses = labels.indices.map { log(sums[$0]) - shifted[$0, labels[$0]] }
  return Vector(losses).mean()
}
