// Mistake: z > τ is asked of logits as large as 1e17, where τ is rounded to the logit itself

public func sparsemaxSupport(logits: Vector) throws -> [Int] {
  let threshold = try sparsemaxThreshold(logits: logits)
  return logits.indices.filter { logits[$0] > threshold }
}
