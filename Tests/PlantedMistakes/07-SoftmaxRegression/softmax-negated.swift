// Mistake: the softmax is taken of −z, so that the smallest logit wins

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(shifted(-logits))
  return exponentials / outer(exponentials.rowSums(), .ones(logits.columns))
}
