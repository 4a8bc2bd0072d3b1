// Mistake: the exponentials are divided by their sum over the whole batch: each row has a sum of its own

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(logits - logits.maximum())
  return exponentials / exponentials.sum()
}
