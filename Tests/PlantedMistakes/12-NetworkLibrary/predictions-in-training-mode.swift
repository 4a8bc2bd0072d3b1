// Mistake: predictions are made in evaluation mode

public func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
  try model.forward(inputs).rowArgmaxima()
}
