// Mistake: a small probability is taken for 0: in the support is whatever is above 0

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let p = try sparsemax(logits: logits)
  return p.indices.filter { p[$0] > 1e-6 }
}
