// Mistake: G goes back through the weights of the forward pass, so update them afterwards

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
      let batch = gather(rows, from: training)
      let pass = pass(of: batch.inputs, through: parameters, activation)
      var upstream = logitGradient(pass.preActivations[parameters.layers.last!], batch.labels)
      for layer in parameters.layers.reversed() {
        let (weights, biases) = parameterGradients(upstream, pass.activations[layer])
        parameters.weights[layer] -=
          settings.learningRate * (weights + settings.lambda * parameters.weights[layer])
        parameters.biases[layer] -= settings.learningRate * biases
        if layer > 0 {
          upstream =
            matmul(upstream, parameters.weights[layer])
            * derivative(of: activation, at: pass.preActivations[layer - 1])
        }
      }
      iteration += 1
      if iteration % settings.recordInterval == 0 {
        history.append(record(iteration, parameters, training, validation, activation))
      }
    }
  }
  return NetworkTraining(parameters: parameters, history: history)
}
