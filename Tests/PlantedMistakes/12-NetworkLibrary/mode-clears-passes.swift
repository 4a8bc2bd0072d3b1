// Mistake: a change of mode leaves the passes that are kept alone

private struct KeptPasses<Pass> {
  var mode = NetworkMode.training { didSet { passes = [] } }
  private var passes: [Pass] = []

  mutating func keep(_ pass: Pass) {
    if mode == .training { passes.append(pass) }
  }

  mutating func take(
    for upstream: Matrix, _ shape: (Pass) -> (rows: Int, columns: Int)
  ) throws -> Pass {
    guard let pass = passes.last else {
      throw InvalidInput("backward needs a forward pass in training mode before it: there is none")
    }
    let (rows, columns) = shape(pass)
    guard upstream.shape == (rows, columns) else {
      throw InvalidInput(
        "upstream must be \(rows) × \(columns) as the outputs were, "
          + "but it is \(upstream.rows) × \(upstream.columns)")
    }
    return passes.removeLast()
  }
}
