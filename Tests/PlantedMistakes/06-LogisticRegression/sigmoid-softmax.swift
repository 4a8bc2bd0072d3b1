// Mistake: each logit is judged for itself: this is a softmax over the batch

public func sigmoid(logits: Vector) throws -> Vector {
  try check(logits, "logits")

  let powers = exp(logits - logits.maximum())
  return powers / powers.sum()
}
