// Mistake: the indices are in the order of the logits' size, not ascending

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let p = try sparsemax(logits: logits)
  return p.indices.filter { p[$0] > 0 }.sorted { p[$0] > p[$1] }
}
