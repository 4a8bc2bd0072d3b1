// Mistake: a logit that is exactly τ is counted in: its probability is 0

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let shifted = try shifted(logits)
  return shifted.indices.filter { shifted[$0] >= threshold(shifted) }
}
