// Mistake: what doesn't fit is cut to the shorter one: shapes have to be checked first

public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
  try check(weights, inputs)
  guard !labels.isEmpty else { throw InvalidInput("labels must have entries, but it has 0") }
  if let label = labels.first(where: { $0 < 0 || $0 >= weights.columns }) {
    throw InvalidInput("labels must be from 0 to \(weights.columns - 1), but \(label) is in it")
  }
  return share(ofHitsIn: matmul(inputs, weights), labels)
}
