// Mistake: a label goes where its row goes: one order serves for both

func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
  let count = inputs.rows
  let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
  var next = 0
  return stride(from: 0, to: count, by: batchSize).map { start in
    let part = Array(order[start...].prefix(batchSize))
    return LabelledBatch(
      inputs: inputs.gather(rows: part),
      labels: part.map { _ in
        next += 1
        return labels[next - 1]
      })
  }
}
