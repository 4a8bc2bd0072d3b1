// Mistake: every weight is drawn, also the last one of an odd number

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
    var draws: [Double] = []
    for _ in 0..<inputs * outputs / 2 {
      let radius = sqrt(-2 * log(1 - generator.uniform()))
      let angle = 2 * Double.pi * generator.uniform()
      draws += [radius * cos(angle), radius * sin(angle)]
    }
    if draws.count < inputs * outputs { draws.append(0) }
    return Matrix(rows: inputs, columns: outputs) { i, j in
      mean + deviation * draws[i * outputs + j]
    }
  }
}
