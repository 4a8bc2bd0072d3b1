// Mistake: without shuffles the samples stay in their order

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = generator.permutation(of: count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
