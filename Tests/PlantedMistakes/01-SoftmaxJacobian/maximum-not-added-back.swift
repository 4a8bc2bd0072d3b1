// Mistake: the maximum is subtracted before exp, but not added again after log

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return logSumExp(shifted: logits - logits.maximum())
}
