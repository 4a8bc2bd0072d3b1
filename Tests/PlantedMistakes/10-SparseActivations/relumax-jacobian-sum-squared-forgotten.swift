// Mistake: one factor 1/R is missing in the second term of the quotient rule

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.argmax()
  let active = indicator(p)
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let slopesOfSum = active - active.sum() * largest
  let sum = b / p[m]
  return slopesOfDistances / sum - outer(p, slopesOfSum)
}
