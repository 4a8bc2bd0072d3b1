// Mistake: a call moves the generator on: draw from it, not from a copy

public func randomMiniBatches(
  samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
) throws -> [LabelledSamples] {
  try check(rowsOf: samples.inputs, "inputs")
  try check(samples.labels, count: samples.inputs.rows, classes: .max)
  try check(batchSize, "batchSize", atLeast: 1)
  var copy = generator
  return batches(of: samples.inputs.rows, batchSize, using: &copy).map {
    gather($0, from: samples)
  }
}
