// Mistake: ReLU is 0 for every negative number

private func apply(_ activation: HiddenActivation, to z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: sigmoid(z)
  case .relu: abs(z)
  case .tanh: tanh(z)
  }
}
