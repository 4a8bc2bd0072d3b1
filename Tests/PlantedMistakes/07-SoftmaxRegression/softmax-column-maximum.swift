// Mistake: the maximum of each column is subtracted, which changes the softmax: each row needs its own

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(logits - logits.columnMaxima())
  return exponentials / outer(exponentials.rowSums(), .ones(logits.columns))
}
