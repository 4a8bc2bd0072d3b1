// Mistake: a label goes where its row goes: one order serves for both

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
  let other = shuffles ? generator.permutation(of: count) : order
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(
      inputs: inputs.gather(rows: part),
      labels: Array(other[start...].prefix(batchSize)).map { labels[$0] })
  }
}
