// Mistake: a setting is used before it is checked

private func check(_ settings: LogisticTrainingSettings) throws {
  try check(settings.learningRate, "learningRate")
  try check(settings.lambda, "lambda")
}
