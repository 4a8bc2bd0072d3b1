// Mistake: the velocity is μu + g, without a factor 1 − μ before g

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
    let velocity = momentum * (velocity ?? .zeros(gradient.count)) + (1 - momentum) * gradient
    self.velocity = velocity
    return parameters - learningRate * velocity
  }
}
