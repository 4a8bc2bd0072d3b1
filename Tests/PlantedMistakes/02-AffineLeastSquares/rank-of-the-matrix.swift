// Mistake: each sample adds a matrix of rank 1: few samples give a low rank

public func largestRankOfMatrixGradient(samples: Int, outputs: Int, inputs: Int) throws -> Int {
  for (name, number) in [("samples", samples), ("outputs", outputs), ("inputs", inputs)] {
    guard number >= 1 else {
      throw InvalidInput("\(name) must be at least 1, but it is \(number)")
    }
  }
  return min(outputs, inputs)
}
