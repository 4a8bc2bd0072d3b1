// Mistake: no exponential is left, all are rounded to 0: the maximum itself has to be subtracted, also where it is negative

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  let shift = max(0, logits.maximum())
  return shift + log(exp(logits - shift).sum())
}
