// Mistake: Σ r is treated as a constant: it moves with the logits as well

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.argmax()
  let active = indicator(p)
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let sum = b / p[m]
  return slopesOfDistances / sum
}
