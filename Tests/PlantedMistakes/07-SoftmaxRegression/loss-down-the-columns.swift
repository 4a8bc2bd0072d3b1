// Mistake: the softmax runs down the columns: the classes of one sample are in one row

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let shifted = logits - logits.columnMaxima()
  let sums = exp(shifted).columnSums()
  let losses = labels.indices.map { log(sums[labels[$0]]) - shifted[$0, labels[$0]] }
  return Vector(losses).mean()
}
