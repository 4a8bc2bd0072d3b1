// Mistake: the derivative of ReLU at 0 is 0 here

final class ReLU: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    passes.keep(inputs)
    return relu(inputs)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let inputs = try passes.take(for: upstream, \.shape)
    return upstream * inputs.map { $0 >= 0 ? 1 : 0 }
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
