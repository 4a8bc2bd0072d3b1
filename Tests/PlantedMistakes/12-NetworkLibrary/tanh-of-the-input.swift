// Mistake: the derivative is 1 − tanh² x, not 1 − x²

final class Tanh: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    let outputs = tanh(inputs)
    passes.keep(inputs)
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let outputs = try passes.take(for: upstream, \.shape)
    return upstream * (1 - outputs * outputs)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
