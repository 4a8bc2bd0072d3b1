// Mistake: the last batch has what is left: it is not filled up with others

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = (start..<start + batchSize).map { order[$0 % count] }
    return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
  }
}
