// Mistake: the logits are clipped, so that large ones are no longer told apart

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(clip(logits, to: -500...500))
  return exponentials / outer(exponentials.rowSums(), .ones(logits.columns))
}
