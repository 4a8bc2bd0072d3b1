// Mistake: biases are not penalised

private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
  let weights = parameters.weights.map { $0.squaredNorm() }
  let biases = parameters.biases.map { $0.squaredNorm() }
  return lambda / 2 * Vector(weights + biases).sum()
}
