// Mistake: the last batch has what is left: no sample is left out

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
  return stride(from: 0, to: count - batchSize + 1, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
