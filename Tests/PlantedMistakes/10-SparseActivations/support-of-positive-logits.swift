// Mistake: z > 0 is asked, where z > τ is due

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let p = try sparsemax(logits: logits)
  return logits.indices.filter { logits[$0] > 0 && p.count > 0 }
}
