// Mistake: all n² entries of J are worked through: do the sum over i on paper, and n numbers are enough

public func vectorJacobianProduct(
  upstream: Vector, logits: Vector, temperature: Double
) throws -> Vector {
  let y = try softmax(logits: logits, temperature: temperature)
  guard upstream.count == logits.count else {
    throw InvalidInput("upstream must have \(logits.count) entries, but it has \(upstream.count)")
  }
  try check(upstream, "upstream")
  var product = Vector.zeros(y.count)
  for j in y.indices {
    for i in y.indices {
      product[j] += upstream[i] * y[i] * ((i == j ? 1 : 0) - y[j]) / temperature
    }
  }
  return product
}
