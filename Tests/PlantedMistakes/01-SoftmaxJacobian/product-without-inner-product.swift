// Mistake: the denominator is taken for a constant, but it depends on the logits as well

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return upstream * y / temperature
}
