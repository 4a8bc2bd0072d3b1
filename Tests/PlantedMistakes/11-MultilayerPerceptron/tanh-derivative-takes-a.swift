// Mistake: the argument is z: σ′(z) = σ(z)(1 − σ(z)) and tanh′(z) = 1 − tanh²(z)

private func derivative(of activation: HiddenActivation, at z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: sigmoid(z) * sigmoid(-z)
  case .relu: z.map { $0 > 0 ? 1 : 0 }
  case .tanh: 1 - z * z
  }
}
