// Mistake: the step is −αu with the new u; −α(μu + g) looks ahead, as Nesterov does

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double

  private var velocity: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: velocity?.count)
    let velocity = momentum * (velocity ?? .zeros(gradient.count)) + gradient
    self.velocity = velocity
    return parameters - learningRate * (momentum * velocity + gradient)
  }
}
