// Mistake: the gradient is softmax minus one-hot, not the other way round

public func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
  try check(logits, labels)
  let samples = Double(logits.rows)
  var loss = 0.0
  var gradient = logits
  for (n, label) in labels.enumerated() {
    let row = logits.row(n)
    let shifted = row - row.maximum()
    let exponentials = exp(shifted)
    let sum = exponentials.sum()
    loss += log(sum) - shifted[label]
    var slopes = exponentials / (sum * samples)
    slopes[label] -= 1 / samples
    gradient.setRow(n, to: slopes)
  }
  return LossAndGradient(loss: loss / samples, gradient: -gradient)
}
