// Mistake: exp of a large logit is infinite: subtract the largest logit of the row first

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(logits)
  return exponentials / outer(exponentials.rowSums(), .ones(logits.columns))
}
