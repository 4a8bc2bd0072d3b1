// Mistake: every order is equally likely, also one that leaves a sample in its place

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  var order = Array(0..<count)
  if shuffles, count > 1 {
    for i in (1..<count).reversed() {
      order.swapAt(i, Int.random(in: 0..<i, using: &generator))
    }
  }
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
