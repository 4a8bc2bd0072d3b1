// Mistake: the derivative is s(1 − s) with s = σ(x), not x(1 − x)

final class Sigmoid: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    let outputs = sigmoid(inputs)
    passes.keep(inputs)
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let inputs = try passes.take(for: upstream, \.shape)
    return upstream * inputs * (1 - inputs)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
