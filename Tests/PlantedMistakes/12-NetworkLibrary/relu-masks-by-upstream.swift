// Mistake: ReLU lets through where its *input* was positive; the upstream's sign says nothing

final class ReLU: Module {
  private var passes = KeptPasses<Matrix>()

  func forward(_ inputs: Matrix) throws -> Matrix {
    passes.keep(inputs)
    return relu(inputs)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    _ = try passes.take(for: upstream, \.shape)
    return relu(upstream)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
