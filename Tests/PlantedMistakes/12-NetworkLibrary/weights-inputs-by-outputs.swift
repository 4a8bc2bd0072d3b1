// Mistake: the weights are outputs × inputs: a row for each output

final class Linear: Module {
  private let weights: Parameter
  private let bias: Parameter
  private var passes = KeptPasses<Matrix>()

  init(weights: Matrix) {
    self.weights = Parameter(weights, isDecayed: true)
    bias = Parameter(.zeros(1, weights.columns), isDecayed: false)
  }

  var parameters: [Parameter] {
    get throws {
      [weights, bias]
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    guard inputs.columns == weights.value.rows else {
      throw InvalidInput(
        "inputs must have \(weights.value.columns) columns, but it is "
          + "\(inputs.rows) × \(inputs.columns)")
    }
    passes.keep(inputs)
    return matmul(inputs, weights.value) + bias.value.row(0)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    let inputs = try passes.take(for: upstream) { ($0.rows, weights.value.columns) }
    weights.gradient += matmul(inputs, upstream, transposeA: true)
    bias.gradient += Matrix(rows: [upstream.columnSums()])
    return matmul(upstream, weights.value, transposeB: true)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  try check(inputs, "inputs", atLeast: 1)
  try check(outputs, "outputs", atLeast: 1)
  let variance = 2 / Double(inputs + outputs)
  return Linear(
    weights: .normal(
      rows: inputs, columns: outputs, standardDeviation: variance.squareRoot(),
      using: &generator))
}
