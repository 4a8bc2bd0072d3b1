// Mistake: one maximum is subtracted from the whole batch, so a row far below it has no exponential left

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(logits - logits.maximum())
  return exponentials / outer(exponentials.rowSums() + 1e-300, .ones(logits.columns))
}
