// Mistake: weights lie on both sides of 0: numbers from [0, 1) are all positive

private func draw(
  _ scheme: InitialisationScheme, outputs: Int, inputs: Int,
  using generator: inout SeededGenerator
) -> Matrix {
  let sum = Double(inputs + outputs)
  func normal(mean: Double = 0, _ deviation: Double) -> Matrix {
    .normal(
      rows: outputs, columns: inputs, mean: mean, standardDeviation: deviation,
      using: &generator)
  }
  switch scheme {
  case .zero: return .zeros(outputs, inputs)
  case .smallNormal: return normal(0.01)
  case .glorotNormal: return normal((2 / sum).squareRoot())
  case .glorotUniform:
    let bound = (6 / sum).squareRoot()
    return .uniform(rows: outputs, columns: inputs, in: 0..<bound, using: &generator)
  case .heNormal: return normal((2 / Double(inputs)).squareRoot())
  case .shiftedNormal: return normal(mean: 0.1, 0.1)
  }
}
