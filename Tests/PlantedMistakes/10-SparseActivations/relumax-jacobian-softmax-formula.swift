// Mistake: this is diag(p) − p pᵀ, the formula for softmax: sparsemax only asks who is in the support

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  return .diagonal(p) - outer(p, p)
}
