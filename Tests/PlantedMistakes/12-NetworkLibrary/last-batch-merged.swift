// Mistake: the last, smaller batch is a batch of its own

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
    let batches = max(1, order.count / batchSize)
    for k in 0..<batches {
      let end = k == batches - 1 ? order.count : (k + 1) * batchSize
      let batch = Array(order[k * batchSize..<end])
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
