// Mistake: cost is measured on the training samples, validationCost on the others

private func record(
  _ iteration: Int, _ parameters: NetworkParameters, _ training: LabelledSamples,
  _ validation: LabelledSamples, _ activation: HiddenActivation
) -> NetworkTrainingRecord {
  let onTraining = prediction(training, parameters, activation)
  let onValidation = prediction(validation, parameters, activation)
  return NetworkTrainingRecord(
    iteration: iteration, cost: onValidation.cost, accuracy: onValidation.accuracy,
    validationCost: onTraining.cost, validationAccuracy: onTraining.accuracy)
}
