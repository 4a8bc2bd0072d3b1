// Mistake: each entry is drawn for itself, not each column or each row

final class Dropout: Module {
  private let rate: Double
  private var generator: SeededGenerator
  private var passes = KeptPasses<Matrix>()

  init(rate: Double, generator: SeededGenerator) {
    self.rate = rate
    self.generator = generator
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    if passes.mode == .evaluation { return inputs }
    let row = Vector.uniform(count: inputs.columns, using: &generator)
      .map { $0 < rate ? 0 : 1 / (1 - rate) }
    let mask = Matrix(rows: Array(repeating: row, count: inputs.rows))
    passes.keep(mask)
    return inputs * mask
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try upstream * passes.take(for: upstream, \.shape)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
  }
}
