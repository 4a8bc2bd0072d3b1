// Mistake: a sample and its label stay together: one order for both

public func randomMiniBatches(
  samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
) throws -> [LabelledSamples] {
  try check(rowsOf: samples.inputs, "inputs")
  try check(samples.labels, count: samples.inputs.rows, classes: .max)
  try check(batchSize, "batchSize", atLeast: 1)
  var next = 0
  return batches(of: samples.inputs.rows, batchSize, using: &generator).map { rows in
    defer { next += rows.count }
    return LabelledSamples(
      inputs: samples.inputs.gather(rows: rows),
      labels: Array(samples.labels[next..<next + rows.count]))
  }
}
