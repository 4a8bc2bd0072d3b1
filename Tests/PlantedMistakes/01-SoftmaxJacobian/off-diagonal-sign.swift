// Mistake: the sign off the diagonal is wrong: when one logit grows, the other probabilities shrink

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return Matrix(rows: y.count, columns: y.count) { i, j in
    (i == j ? y[i] * (1 - y[i]) : y[i] * y[j]) / temperature
  }
}
