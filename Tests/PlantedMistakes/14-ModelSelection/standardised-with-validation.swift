// Mistake: means and deviations are measured on the training data alone

public func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
  switch purpose {
  case .gradients: .training
  case .standardization, .learningRate, .stopping, .representation: .validation
  case .report: .test
  }
}
