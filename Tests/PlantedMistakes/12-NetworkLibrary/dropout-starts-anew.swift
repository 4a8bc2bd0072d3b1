// Mistake: the generator goes on with each pass: no mode starts it anew

final class Dropout: Module {
  private let rate: Double
  private let start: SeededGenerator
  private var generator: SeededGenerator
  private var passes = KeptPasses<Matrix>()

  init(rate: Double, generator: SeededGenerator) {
    self.rate = rate
    self.generator = generator
    start = generator
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    if passes.mode == .evaluation { return inputs }
    let mask = Matrix.uniform(rows: inputs.rows, columns: inputs.columns, using: &generator)
      .map { $0 < rate ? 0 : 1 / (1 - rate) }
    passes.keep(mask)
    return inputs * mask
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try upstream * passes.take(for: upstream, \.shape)
  }

  func setMode(_ mode: NetworkMode) throws {
    passes.mode = mode
    generator = start
  }
}
