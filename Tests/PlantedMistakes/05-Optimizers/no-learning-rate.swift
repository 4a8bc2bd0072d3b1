// Mistake: the step is the learning rate times the gradient

final class GradientDescent: Optimizer {
  private let learningRate: Double

  init(learningRate: Double) { self.learningRate = learningRate }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient)
    return parameters - gradient
  }
}
