// Mistake: a sample and its label stay together: one order for both

public func randomMiniBatches(
  samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
) throws -> [LabelledSamples] {
  try check(rowsOf: samples.inputs, "inputs")
  try check(samples.labels, count: samples.inputs.rows, classes: .max)
  try check(batchSize, "batchSize", atLeast: 1)
  let inputs = batches(of: samples.inputs.rows, batchSize, using: &generator)
  let labels = batches(of: samples.inputs.rows, batchSize, using: &generator)
  return zip(inputs, labels).map { rows, others in
    LabelledSamples(
      inputs: samples.inputs.gather(rows: rows), labels: others.map { samples.labels[$0] })
  }
}
