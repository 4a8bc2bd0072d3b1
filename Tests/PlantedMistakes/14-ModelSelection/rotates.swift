// Mistake: every order is equally likely: a few places moved is not a shuffle

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order =
    shuffles
    ? {
      let first = Int.random(in: 1..<max(2, count), using: &generator)
      return (0..<count).map { ($0 + first) % count }
    }() : Array(0..<count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
