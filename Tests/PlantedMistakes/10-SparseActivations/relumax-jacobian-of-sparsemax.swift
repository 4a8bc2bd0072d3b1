// Mistake: this is the Jacobian of sparsemax, which is right for R = 1 only

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let s = indicator(try relumax(logits: logits, b: b))
  return .diagonal(s) - outer(s, s) / s.sum()
}
