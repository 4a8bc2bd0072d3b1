// Mistake: the recorded cost is the mean cross-entropy, without the penalty

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
  func measured() -> NetworkTrainingRecord {
    var record = record(iteration, parameters, training, validation, activation)
    record.cost += penalty(on: parameters, settings.lambda)
    record.validationCost += penalty(on: parameters, settings.lambda)
    return record
  }
  var history = [measured()]
  for _ in 0..<settings.epochs {
    for rows in batches(of: training.inputs.rows, settings.batchSize, using: &generator) {
      let batch = gather(rows, from: training)
      let pass = pass(of: batch.inputs, through: parameters, activation)
      let gradients = gradients(pass, batch.labels, parameters, activation, settings.lambda)
      parameters = step(from: parameters, against: gradients, settings.learningRate)
      iteration += 1
      if iteration % settings.recordInterval == 0 {
        history.append(measured())
      }
    }
  }
  return NetworkTraining(parameters: parameters, history: history)
}
