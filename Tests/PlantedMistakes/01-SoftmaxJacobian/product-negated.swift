// Mistake: the sign is wrong: when a logit grows, its own probability grows

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return y * (dot(upstream, y) - upstream) / temperature
}
