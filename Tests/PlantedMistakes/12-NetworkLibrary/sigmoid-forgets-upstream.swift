// Mistake: the derivative is multiplied by the upstream gradient

final class Sigmoid: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    let outputs = sigmoid(inputs)
    passes.keep(outputs)
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let outputs = try passes.take(for: upstream, \.shape)
    return outputs * (1 - outputs)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
