// Mistake: the training never ends early: patience is ignored

public func train(
  on training: BinarySamples, validatingOn validation: BinarySamples,
  settings: LogisticTrainingSettings, using generator: inout SeededGenerator
) throws -> LogisticTrainingResult {
  try check(training, validation)
  try check(settings)
  let n = training.labels.count
  let batchSize = min(settings.batchSize, n)
  var weights = Vector.zeros(training.inputs.columns)
  var bestWeights = weights
  var losses: [Double] = []
  var (best, steps) = (0, 0)

  for epoch in 1...settings.epochs {
    let order = generator.permutation(of: n)
    for start in stride(from: 0, to: n, by: batchSize) {
      let batch = Array(order[start..<min(start + batchSize, n)])
      weights = try trainingStep(
        weights: weights, inputs: training.inputs.gather(rows: batch),
        labels: batch.map { training.labels[$0] }, learningRate: settings.learningRate,
        lambda: settings.lambda)
      steps += 1

      let isLast = epoch == settings.epochs && start + batchSize >= n
      guard isLast || steps.isMultiple(of: settings.stepsPerValidation) else { continue }
      let loss = try crossEntropy(
        logits: matmul(validation.inputs, weights), labels: validation.labels)
      losses.append(loss)
      if losses.count == 1 || loss < losses[best] {
        best = losses.count - 1
        bestWeights = weights
      }
    }
  }
  return LogisticTrainingResult(
    weights: bestWeights, validationLosses: Vector(losses), bestValidation: best, steps: steps)
}
