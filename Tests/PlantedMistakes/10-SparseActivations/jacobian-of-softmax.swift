// Mistake: this is the Jacobian of softmax

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let e = exp(try shifted(logits))
  let p = e / e.sum()
  return .diagonal(p) - outer(p, p)
}
