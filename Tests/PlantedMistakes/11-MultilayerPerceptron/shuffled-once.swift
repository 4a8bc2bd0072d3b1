// Mistake: each epoch draws a new order

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
  let order = batches(of: training.inputs.rows, settings.batchSize, using: &generator)
  for _ in 0..<settings.epochs {
    for rows in order {
      let batch = gather(rows, from: training)
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
