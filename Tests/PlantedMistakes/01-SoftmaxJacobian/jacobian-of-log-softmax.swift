// Mistake: this is the derivative of log-softmax, not of softmax

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  return Matrix(rows: y.count, columns: y.count) { i, j in
    ((i == j ? 1 : 0) - y[j]) / temperature
  }
}
