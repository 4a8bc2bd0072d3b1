// Mistake: the penalty is λ‖w‖², without a ½

public func objective(
  weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
) throws -> Double {
  try check(lambda, "lambda")
  let loss = try crossEntropy(logits: logits(weights, inputs), labels: labels)
  return loss + 0.5 * lambda * weights.squaredNorm()
}
