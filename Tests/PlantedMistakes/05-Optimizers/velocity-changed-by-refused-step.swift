// Mistake: a refused step changes nothing: check first, and change the state after

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double

  private var velocity: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    if let velocity { self.velocity = momentum * velocity }
    try check(parameters, gradient, count: velocity?.count)
    let velocity = (velocity ?? .zeros(gradient.count)) + gradient
    self.velocity = velocity
    return parameters - learningRate * velocity
  }
}
