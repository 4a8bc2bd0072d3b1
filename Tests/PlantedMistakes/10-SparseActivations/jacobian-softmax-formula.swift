// Mistake: this is diag(p) − p pᵀ, the formula for softmax: sparsemax only asks who is in the support

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let p = try sparsemax(logits: logits)
  return .diagonal(p) - outer(p, p)
}
