// Mistake: s sᵀ/|S| is missing: with one logit, the threshold moves too

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let s = indicator(try sparsemax(logits: logits))
  return .diagonal(s)
}
