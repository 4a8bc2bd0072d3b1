// Mistake: max z − τ is 0 at 1e17, because τ has been rounded: stay with the shifted logits

public func bMatchingSparsemax(logits: Vector) throws -> Double {
  return logits.maximum() - (try sparsemaxThreshold(logits: logits))
}
