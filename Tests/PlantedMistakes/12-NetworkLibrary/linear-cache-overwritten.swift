// Mistake: a second forward pass must not overwrite what the first one has kept: keep a stack

final class Linear: Module {
  private let weights: Parameter
  private let bias: Parameter
  private var latest = Matrix.zeros(0, 0)
  private var passes = KeptPasses<Matrix>()

  init(weights: Matrix) {
    self.weights = Parameter(weights, isDecayed: true)
    bias = Parameter(.zeros(1, weights.rows), isDecayed: false)
  }

  var parameters: [Parameter] {
    get throws {
      [weights, bias]
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    guard inputs.columns == weights.value.columns else {
      throw InvalidInput(
        "inputs must have \(weights.value.columns) columns, but it is "
          + "\(inputs.rows) × \(inputs.columns)")
    }
    latest = inputs
    passes.keep(inputs)
    return matmul(inputs, weights.value, transposeB: true) + bias.value.row(0)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    _ = try passes.take(for: upstream) { ($0.rows, weights.value.rows) }
    weights.gradient += matmul(upstream, latest, transposeA: true)
    bias.gradient += Matrix(rows: [upstream.columnSums()])
    return matmul(upstream, weights.value)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
