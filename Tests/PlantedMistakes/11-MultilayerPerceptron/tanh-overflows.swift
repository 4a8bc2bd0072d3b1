// Mistake: e to a large number is infinite, and ∞/∞ is no number

private func apply(_ activation: HiddenActivation, to z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: sigmoid(z)
  case .relu: relu(z)
  case .tanh: (exp(z) - exp(-z)) / (exp(z) + exp(-z))
  }
}
