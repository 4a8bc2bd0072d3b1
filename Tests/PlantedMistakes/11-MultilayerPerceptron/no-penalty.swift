// Mistake: the penalty λ/2 ‖W‖² is missing

private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
  0
}
