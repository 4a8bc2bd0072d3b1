// Mistake: Glorot's variance is 2/(inputs + outputs); 2/inputs is He's

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  try check(inputs, "inputs", atLeast: 1)
  try check(outputs, "outputs", atLeast: 1)
  let variance = 2 / Double(inputs)
  return Linear(
    weights: .normal(
      rows: outputs, columns: inputs, standardDeviation: variance.squareRoot(),
      using: &generator))
}
