// Mistake: the samples are shuffled, not the batches: who meets whom in a batch changes too

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(start..<min(start + batchSize, count)).sorted {
      order[$0] < order[$1]
    }
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
