// Mistake: s is the output of the forward pass: s(1 − s) needs no second sigmoid

final class Sigmoid: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    let outputs = sigmoid(inputs)
    passes.keep(outputs)
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let outputs = sigmoid(try passes.take(for: upstream, \.shape))
    return upstream * outputs * (1 - outputs)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
