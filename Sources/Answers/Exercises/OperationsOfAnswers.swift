import Curriculum

/// The operations of an answer to any exercise; nil when it conforms to none of the protocols.
func operations(of answer: Any) -> Operations? {
  switch answer {
  case let answer as any SoftmaxJacobian: answer.operations
  case let answer as any AffineLeastSquares: answer.operations
  case let answer as any GradientChecking: answer.operations
  case let answer as any HuberRegression: answer.operations
  case let answer as any Optimizers: answer.operations
  case let answer as any LogisticRegression: answer.operations
  case let answer as any SoftmaxRegression: answer.operations
  case let answer as any Perceptron: answer.operations
  case let answer as any Initialisation: answer.operations
  case let answer as any SparseActivations: answer.operations
  case let answer as any MultilayerPerceptron: answer.operations
  case let answer as any NetworkLibrary: answer.operations
  case let answer as any ClassificationMetrics: answer.operations
  case let answer as any ModelSelection: answer.operations
  default: nil
  }
}
