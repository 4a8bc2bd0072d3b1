// Mistake: weights are inputs × outputs, not outputs × inputs

public func weights(
  _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
  using generator: inout SeededGenerator
) throws -> Matrix {
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  switch scheme {
  case .zero:
    return .zeros(outputs, inputs)
  case .glorotUniform:
    let bound = sqrt(3) * deviation
    return .uniform(rows: outputs, columns: inputs, in: -bound..<bound, using: &generator)
  case .smallNormal, .glorotNormal, .heNormal, .shiftedNormal:
    let mean = scheme == .shiftedNormal ? 0.1 : 0.0
    return .normal(
      rows: outputs, columns: inputs, mean: mean, standardDeviation: deviation, using: &generator)
  }
}
