// Mistake: each entry of the product still has to be multiplied by its probability

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return (upstream - dot(upstream, y)) / temperature
}
