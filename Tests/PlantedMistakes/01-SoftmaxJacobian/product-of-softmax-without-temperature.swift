// Mistake: 1/τ is there, but the probabilities in the Jacobian are those at τ = 1

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  try check(temperature: temperature)
  let y = try softmax(logits: logits, temperature: 1)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return y * (upstream - dot(upstream, y)) / temperature
}
