// Mistake: the smaller batch is the last one, not the first

public func train(
  _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
  epochs: Int, batchSize: Int, using generator: inout SeededGenerator
) throws -> [Double] {
  try check(samples: inputs, labels, epochs: epochs, batchSize: batchSize)
  try model.setMode(.training)
  var losses: [Double] = []
  for _ in 0..<epochs {
    let order = generator.permutation(of: inputs.rows)
    var total = 0.0
    let rest = order.count % batchSize
    for start in stride(from: rest - (rest > 0 ? batchSize : 0), to: order.count, by: batchSize) {
      let batch = Array(order[max(start, 0)..<start + batchSize])
      try optimizer.zeroGradients()
      let outputs = try model.forward(inputs.gather(rows: batch))
      let result = try softmaxCrossEntropy(logits: outputs, labels: batch.map { labels[$0] })
      _ = try model.backward(result.gradient)
      try optimizer.step()
      total += result.loss * Double(batch.count)
    }
    losses.append(total / Double(inputs.rows))
  }
  return losses
}
