// Mistake: softmax is taken over each row, not over each column

public func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
  try check(logits, labels)
  let samples = Double(logits.rows)
  var loss = 0.0
  var gradient = logits
  for (n, label) in labels.enumerated() {
    let row = logits.row(n)
    let shifted = row - row.maximum()
    let exponentials = exp(shifted)
    let column = logits.column(label)
    let weights = exp(column - column.maximum())
    let sum = exponentials.sum()
    loss -= log(weights[n] / weights.sum())
    var slopes = exponentials / (sum * samples)
    slopes[label] -= 1 / samples
    gradient.setRow(n, to: slopes)
  }
  return LossAndGradient(loss: loss / samples, gradient: gradient)
}
