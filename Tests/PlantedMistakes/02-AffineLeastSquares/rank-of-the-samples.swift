// Mistake: a matrix has no higher rank than it has rows, or columns

public func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int {
  for (name, number) in [("samples", samples), ("outputs", outputs), ("inputs", inputs)] {
    guard number >= 1 else {
      throw InvalidInput("\(name) must be at least 1, but it is \(number)")
    }
  }
  return samples
}
