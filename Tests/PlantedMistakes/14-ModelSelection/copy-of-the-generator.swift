// Mistake: the order is drawn from the generator that is passed in: a copy or another one leaves it as it was

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  var copy = generator
  let order = shuffles ? copy.permutation(of: count) : Array(0..<count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
