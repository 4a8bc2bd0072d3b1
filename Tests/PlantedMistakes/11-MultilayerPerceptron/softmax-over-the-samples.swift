// Mistake: softmax is taken over the classes of one sample, row by row

private func softmax(_ logits: Matrix) -> Matrix {
  let columns = logits
  let shifted = columns - columns.columnMaxima()
  return exp(shifted - log(exp(shifted).columnSums()))
}
