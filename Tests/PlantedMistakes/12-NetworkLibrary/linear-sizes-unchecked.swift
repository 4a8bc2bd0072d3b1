// Mistake: a layer needs at least one input and one output

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  let variance = 2 / Double(inputs + outputs)
  if inputs < 1 || outputs < 1 { return Linear(weights: .zeros(1, 1)) }
  return Linear(
    weights: .normal(
      rows: outputs, columns: inputs, standardDeviation: variance.squareRoot(),
      using: &generator))
}
