// Mistake: e to a large logit is infinite: subtract the row's maximum first

private func softmax(_ logits: Matrix) -> Matrix {
  let columns = logits.transposed()
  let shifted = columns
  return exp(shifted - log(exp(shifted).columnSums())).transposed()
}
