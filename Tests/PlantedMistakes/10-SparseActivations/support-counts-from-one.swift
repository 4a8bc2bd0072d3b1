// Mistake: indices count from 0

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let p = try sparsemax(logits: logits)
  return p.indices.filter { p[$0] > 0 }.map { $0 + 1 }
}
