// Mistake: an epoch has every sample once: it is no draw with replacement

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order =
    shuffles
    ? (0..<count).map { _ in Int.random(in: 0..<count, using: &generator) } : Array(0..<count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
