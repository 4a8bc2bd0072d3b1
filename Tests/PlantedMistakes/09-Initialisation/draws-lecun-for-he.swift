// Mistake: He's variance is 2/inputs: 1/inputs is LeCun's

public func weights(
  _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
  using generator: inout SeededGenerator
) throws -> Matrix {
  let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
  switch scheme {
  case .zero:
    return .zeros(inputs, outputs)
  case .glorotUniform:
    let bound = sqrt(3) * deviation
    return .uniform(rows: inputs, columns: outputs, in: -bound..<bound, using: &generator)
  case .smallNormal, .glorotNormal, .heNormal, .shiftedNormal:
    let mean = scheme == .shiftedNormal ? 0.1 : 0.0
    return .normal(
      rows: inputs, columns: outputs, mean: mean,
      standardDeviation: scheme == .heNormal ? sqrt(1 / Double(inputs)) : deviation,
      using: &generator)
  }
}
