// Mistake: a logit exactly b below the maximum is counted as active: its r is 0

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.argmax()
  let active: Vector = try shifted(logits).map { $0 + b >= 0 ? 1 : 0 }
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let slopesOfSum = active - active.sum() * largest
  let sum = b / p[m]
  return (slopesOfDistances - outer(p, slopesOfSum)) / sum
}
