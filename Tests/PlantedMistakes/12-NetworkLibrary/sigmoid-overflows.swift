// Mistake: e⁻ˣ overflows for x = −1e4: use the exponential of −|x|

final class Sigmoid: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    let outputs = inputs.map { x in x > 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)) }
    passes.keep(outputs)
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let outputs = try passes.take(for: upstream, \.shape)
    return upstream * outputs * (1 - outputs)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
