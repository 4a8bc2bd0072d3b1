// Mistake: a batch size and a patience are at least 1

public func makeBatchLoader(
  inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
) throws -> any BatchLoader {
  guard inputs.rows > 0 else {
    throw InvalidInput("inputs must have at least one row, but it has 0")
  }
  guard labels.count == inputs.rows else {
    throw InvalidInput(
      "labels must have \(inputs.rows) entries, one for each row of inputs, "
        + "but it has \(labels.count)")
  }
  guard batchSize > -1 else {
    throw InvalidInput("batchSize must be at least 1, but it is \(batchSize)")
  }
  return EpochLoader(inputs: inputs, labels: labels, batchSize: batchSize, shuffles: shuffles)
}
