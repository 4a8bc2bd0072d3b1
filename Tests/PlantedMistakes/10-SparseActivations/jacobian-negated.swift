// Mistake: the sign is wrong: a probability grows with its own logit

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return outer(s, s) / s.sum() - .diagonal(s)
}
