// Mistake: 2/(inputs + outputs) is the variance; normal(…) takes its root, the standard deviation

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  try check(inputs, "inputs", atLeast: 1)
  try check(outputs, "outputs", atLeast: 1)
  let variance = 2 / Double(inputs + outputs)
  return Linear(
    weights: .normal(
      rows: outputs, columns: inputs, standardDeviation: variance,
      using: &generator))
}
