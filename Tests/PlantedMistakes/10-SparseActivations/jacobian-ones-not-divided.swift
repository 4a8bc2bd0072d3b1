// Mistake: s sᵀ is not divided by |S|

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .diagonal(s) - outer(s, s)
}
