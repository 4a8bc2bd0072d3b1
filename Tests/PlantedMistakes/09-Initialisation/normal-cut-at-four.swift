// Mistake: a normal distribution has tails: no draw is thrown away or cut short because it is large

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
    return Matrix(rows: inputs, columns: outputs) { _, _ in
      var z = generator.normal()
      while abs(z) > 4 { z = generator.normal() }
      return mean + deviation * z
    }
  }
}
