// Mistake: s sᵀ is divided by K instead of |S|

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .diagonal(s) - outer(s, s) / Double(s.count)
}
