// Mistake: the score on the validation data is too good: the model was chosen because of it

public func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
  switch purpose {
  case .gradients, .standardization: .training
  case .learningRate, .stopping, .representation: .validation
  case .report: .validation
  }
}
