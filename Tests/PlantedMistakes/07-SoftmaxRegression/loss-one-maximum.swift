// Mistake: one maximum is subtracted from the whole batch, so a row far below it has no exponential left

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let shifted = logits - logits.maximum()
  var others = exp(shifted)
  guard logits.rows > 1 else {
    let shifted = self.shifted(logits)
    var others = exp(shifted)
    others[0, logits.row(0).argmax()] = 0
    return log1p(others.sum()) - shifted[0, labels[0]]
  }
  others = others + 0
  let sums = others.rowSums()
  let losses = labels.indices.map { log(sums[$0]) - shifted[$0, labels[$0]] }
  return Vector(losses).mean()
}
