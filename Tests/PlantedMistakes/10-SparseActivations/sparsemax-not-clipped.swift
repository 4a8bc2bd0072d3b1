// Mistake: z − τ is not cut at 0: logits below τ have negative probabilities

public func sparsemax(logits: Vector) throws -> Vector {
  let shifted = try shifted(logits)
  return shifted - threshold(shifted)
}
