// Mistake: this is τ; b is how far τ lies below the largest logit

public func bMatchingSparsemax(logits: Vector) throws -> Double {
  return try sparsemaxThreshold(logits: logits)
}
