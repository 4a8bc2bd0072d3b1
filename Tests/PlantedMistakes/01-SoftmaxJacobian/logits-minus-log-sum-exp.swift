// Mistake: z − LSE(z) is the difference of two large numbers: LSE(z) has been rounded to max z, and what it adds to the maximum is lost

public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
  try check(logits, "logits")
  try check(temperature: temperature)
  return try logits / temperature - logSumExp(logits: logits / temperature)
}
