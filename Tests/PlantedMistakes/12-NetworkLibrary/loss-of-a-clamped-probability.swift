// Mistake: take the logarithm of the sum: a probability that is held above 0 ends the loss at −log ε

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
    loss -= log(max(exponentials[label] / sum, 1e-12))
    var slopes = exponentials / (sum * samples)
    slopes[label] -= 1 / samples
    gradient.setRow(n, to: slopes)
  }
  return LossAndGradient(loss: loss / samples, gradient: gradient)
}
