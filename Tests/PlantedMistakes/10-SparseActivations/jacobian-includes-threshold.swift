// Mistake: a logit that is exactly τ is counted in: its probability is 0

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let shifted = try shifted(logits)
  let threshold = threshold(shifted)
  let s: Vector = shifted.map { $0 >= threshold ? 1 : 0 }
  return .diagonal(s) - outer(s, s) / s.sum()
}
