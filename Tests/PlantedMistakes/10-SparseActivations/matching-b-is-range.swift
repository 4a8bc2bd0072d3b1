// Mistake: this is max z − min z

public func bMatchingSparsemax(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return logits.maximum() - logits.minimum()
}
