// Mistake: the penalty has the square of ‖W‖, not ‖W‖

private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
  lambda / 2 * Vector(parameters.weights.map { $0.squaredNorm() }).sum().squareRoot()
}
