// Mistake: b is 1 only where sparsemax is one-hot

public func bMatchingSparsemax(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return 1
}
