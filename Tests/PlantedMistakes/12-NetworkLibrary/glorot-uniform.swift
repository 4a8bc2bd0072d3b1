// Mistake: Glorot *normal*: the weights are normally distributed, not uniform

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  try check(inputs, "inputs", atLeast: 1)
  try check(outputs, "outputs", atLeast: 1)
  let variance = 2 / Double(inputs + outputs)
  return Linear(
    weights: .uniform(
      rows: outputs, columns: inputs,
      in: -(3 * variance).squareRoot()..<(3 * variance).squareRoot(),
      using: &generator))
}
