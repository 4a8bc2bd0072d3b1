// Mistake: the exponentials are not divided by their sum

private func softmax(_ logits: Matrix) -> Matrix {
  exp(shifted(logits))
}
