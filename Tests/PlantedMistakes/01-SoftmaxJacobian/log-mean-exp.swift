// Mistake: the mean of the exponentials is taken, not their sum

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  let largest = logits.maximum()
  return largest + log(exp(logits - largest).mean())
}
