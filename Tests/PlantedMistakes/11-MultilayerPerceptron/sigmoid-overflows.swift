// Mistake: e to a large number is infinite, and ∞/∞ is no number

private func apply(_ activation: HiddenActivation, to z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: exp(z) / (1 + exp(z))
  case .relu: relu(z)
  case .tanh: tanh(z)
  }
}
