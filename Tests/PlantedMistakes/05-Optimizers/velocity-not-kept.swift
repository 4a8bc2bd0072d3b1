// Mistake: the velocity is kept from step to step

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
    return parameters - learningRate * velocity
  }
}
