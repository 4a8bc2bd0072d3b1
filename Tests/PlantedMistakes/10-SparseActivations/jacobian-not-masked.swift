// Mistake: rows and columns outside the support have to be 0

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .identity(s.count) - .ones(s.count, s.count) / s.sum()
}
