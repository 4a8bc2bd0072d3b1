// Mistake: the plain mean of v is subtracted: weigh it with the probabilities

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return y * (upstream - upstream.mean()) / temperature
}
