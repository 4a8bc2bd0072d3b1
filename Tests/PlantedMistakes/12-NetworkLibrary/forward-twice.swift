// Mistake: a batch goes forward once: loss and gradient come from the same outputs

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
    for start in stride(from: 0, to: order.count, by: batchSize) {
      let batch = Array(order[start..<min(start + batchSize, order.count)])
      try optimizer.zeroGradients()
      _ = try model.forward(inputs.gather(rows: batch))
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
