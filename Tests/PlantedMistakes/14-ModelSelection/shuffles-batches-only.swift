// Mistake: the samples are shuffled, not the batches: who meets whom in a batch changes too

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let batches = stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(start..<min(start + batchSize, count))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
  guard shuffles else { return batches }
  let full = batches.filter { $0.labels.count == batchSize }
  let order = generator.permutation(of: full.count)
  return order.map { full[$0] } + batches.dropFirst(full.count)
}
