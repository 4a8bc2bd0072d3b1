// Mistake: the logits are clipped, so that large ones are no longer told apart

public func logSumExp(logits: Vector) throws -> Double {
  try check(logits, "logits")
  return log(exp(clip(logits, to: -700...700)).sum())
}
