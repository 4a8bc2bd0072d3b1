// Mistake: 1/τ is taken twice: the result has a factor 1/τ² where 1/τ is due

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return y * (upstream - dot(upstream, y)) / temperature / temperature
}
