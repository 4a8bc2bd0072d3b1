// Mistake: s sᵀ/|S| is added to diag(s), but it has to be subtracted

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .diagonal(s) + outer(s, s) / s.sum()
}
