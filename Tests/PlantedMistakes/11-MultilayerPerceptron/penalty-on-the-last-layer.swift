// Mistake: the weights of all layers are penalised, not those of one layer only

private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
  lambda / 2 * parameters.weights.last!.squaredNorm()
}
