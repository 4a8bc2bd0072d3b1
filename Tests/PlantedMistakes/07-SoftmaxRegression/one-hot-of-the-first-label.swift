// Mistake: the label of the first sample is used for all of them

private func targets(_ labels: [Int], _ classes: Int) -> Matrix {
  var rows = Matrix.zeros(labels.count, classes)
  for sample in labels.indices { rows[sample, labels[0]] = 1 }
  return rows
}
