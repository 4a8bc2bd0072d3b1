// Mistake: the softmax runs down the columns: the classes of one sample are in one row

private func softmax(_ logits: Matrix) -> Matrix {
  let exponentials = exp(logits - logits.columnMaxima())
  let sums = exponentials.columnSums()
  return Matrix(rows: logits.rows, columns: logits.columns) { exponentials[$0, $1] / sums[$1] }
}
