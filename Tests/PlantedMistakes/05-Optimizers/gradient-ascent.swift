// Mistake: a step goes downhill, against the gradient: −α times it, not +α

final class GradientDescent: Optimizer {
  private let learningRate: Double

  init(learningRate: Double) { self.learningRate = learningRate }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient)
    return parameters + learningRate * gradient
  }
}
