// Mistake: backward adds to the gradient; it doesn't replace it

final class Linear: Module {
  private let weights: Parameter
  private let bias: Parameter
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
    passes.keep(inputs)
    return matmul(inputs, weights.value, transposeB: true) + bias.value.row(0)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let inputs = try passes.take(for: upstream) { ($0.rows, weights.value.rows) }
    weights.gradient = matmul(upstream, inputs, transposeA: true)
    bias.gradient += Matrix(rows: [upstream.columnSums()])
    return matmul(upstream, weights.value)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
