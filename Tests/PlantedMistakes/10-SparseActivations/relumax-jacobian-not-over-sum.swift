// Mistake: 1/R is missing: the derivative of r/R has it in both terms

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.argmax()
  let active = indicator(p)
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let slopesOfSum = active - active.sum() * largest
  return slopesOfDistances - outer(p, slopesOfSum)
}
