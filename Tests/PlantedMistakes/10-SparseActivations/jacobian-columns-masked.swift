// Mistake: rows and columns outside the support have to be 0

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .identity(s.count) - outer(.ones(s.count), s) / s.sum()
}
