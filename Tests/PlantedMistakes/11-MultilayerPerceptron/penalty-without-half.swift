// Mistake: the penalty is λ/2 ‖W‖², not λ‖W‖²

private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
  lambda * Vector(parameters.weights.map { $0.squaredNorm() }).sum()
}
