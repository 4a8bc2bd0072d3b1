// Mistake: a sample and its label stay together: one order for both

public func train(
  parameters: NetworkParameters, training: LabelledSamples, validation: LabelledSamples,
  activation: HiddenActivation, settings: NetworkTrainingSettings,
  using generator: inout SeededGenerator
) throws -> NetworkTraining {
  try check(training, parameters)
  try check(validation, parameters)
  try check(settings)

  var parameters = parameters
  var iteration = 0
  var history = [record(iteration, parameters, training, validation, activation)]
  for _ in 0..<settings.epochs {
    for rows in batches(of: training.inputs.rows, settings.batchSize, using: &generator) {
      let others = generator.permutation(of: training.labels.count).prefix(rows.count)
      let batch = LabelledSamples(
        inputs: training.inputs.gather(rows: rows), labels: others.map { training.labels[$0] })
      let pass = pass(of: batch.inputs, through: parameters, activation)
      let gradients = gradients(pass, batch.labels, parameters, activation, settings.lambda)
      parameters = step(from: parameters, against: gradients, settings.learningRate)
      iteration += 1
      if iteration % settings.recordInterval == 0 {
        history.append(record(iteration, parameters, training, validation, activation))
      }
    }
  }
  return NetworkTraining(parameters: parameters, history: history)
}
