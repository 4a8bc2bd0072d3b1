// Mistake: this is the smallest logit of the support; τ lies below it

public func sparsemaxThreshold(logits: Vector) throws -> Double {
  let p = try sparsemax(logits: logits)
  return logits.indices.filter { p[$0] > 0 }.map { logits[$0] }.min() ?? 0
}
