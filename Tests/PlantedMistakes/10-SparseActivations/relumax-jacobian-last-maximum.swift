// Mistake: where several logits are the largest, m is the first of them, and the last has been taken

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.lastIndex(of: logits.maximum()) ?? 0
  let active = indicator(p)
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let slopesOfSum = active - active.sum() * largest
  let sum = b / p[m]
  return (slopesOfDistances - outer(p, slopesOfSum)) / sum
}
