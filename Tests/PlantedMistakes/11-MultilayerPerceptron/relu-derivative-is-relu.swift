// Mistake: the derivative of ReLU is 1 where z is positive, not z

private func derivative(of activation: HiddenActivation, at z: Matrix) -> Matrix {
  switch activation {
  case .sigmoid: sigmoid(z) * sigmoid(-z)
  case .relu: relu(z)
  case .tanh: 1 - tanh(z) * tanh(z)
  }
}
