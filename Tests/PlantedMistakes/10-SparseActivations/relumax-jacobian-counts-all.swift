// Mistake: all K logits are counted: only the |A| active ones move R

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let m = logits.argmax()
  let active = indicator(p)
  let largest = Vector.basis(m, count: p.count)
  let slopesOfDistances = Matrix.diagonal(active) - outer(active, largest)
  let slopesOfSum = active - Double(p.count) * largest
  let sum = b / p[m]
  return (slopesOfDistances - outer(p, slopesOfSum)) / sum
}
