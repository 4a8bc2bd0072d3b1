// Mistake: tanh′(z) is 1 − tanh²(z), with a square

private func derivative(of activation: HiddenActivation, at z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: sigmoid(z) * sigmoid(-z)
  case .relu: z.map { $0 > 0 ? 1 : 0 }
  case .tanh: 1 - tanh(z)
  }
}
