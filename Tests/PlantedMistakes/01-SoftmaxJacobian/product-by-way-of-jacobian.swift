// Mistake: all n² entries of J are worked through: do the sum over i on paper, and n numbers are enough

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  return matmul(
    try jacobian(logits: logits, temperature: temperature), upstream, transposeA: true)
}
