// Mistake: this is 1/|S|, which is right only where all of the support is tied

public func bMatchingSparsemax(logits: Vector) throws -> Double {
  return 1 / Double(try sparsemaxSupport(logits: logits).count)
}
