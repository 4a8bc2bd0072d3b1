// Mistake: all random numbers come from the generator that is passed in, which moves on with each

public func makeLinear(
  inputs: Int, outputs: Int, using generator: inout SeededGenerator
) throws -> any Module {
  try check(inputs, "inputs", atLeast: 1)
  try check(outputs, "outputs", atLeast: 1)
  var generator = generator
  let variance = 2 / Double(inputs + outputs)
  return Linear(
    weights: .normal(
      rows: outputs, columns: inputs, standardDeviation: variance.squareRoot(),
      using: &generator))
}
