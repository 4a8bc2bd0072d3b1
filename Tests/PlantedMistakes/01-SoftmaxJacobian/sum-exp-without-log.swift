// Mistake: log is not taken of the sum

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return exp(logits).sum()
}
