// Mistake: a decision is made on validation data: who decides on the test data has nothing left to test on

public func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
  switch purpose {
  case .gradients, .standardization: .training
  case .learningRate, .stopping: .validation
  case .representation, .report: .test
  }
}
