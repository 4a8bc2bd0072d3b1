// Mistake: this is the formula for softmax, with other probabilities: the function itself is another one

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  return .diagonal(p) - outer(p, p)
}
