// Mistake: exp is taken of the logits themselves: it is infinite above 709.8, so the largest logit has to be subtracted first

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return log(exp(logits).sum())
}
