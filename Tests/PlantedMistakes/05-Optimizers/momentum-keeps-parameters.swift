// Mistake: a step starts from the parameters that it is given, not from kept ones

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double

  private var velocity: Vector?
  private var current: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: velocity?.count)
    let velocity = momentum * (velocity ?? .zeros(gradient.count)) + gradient
    self.velocity = velocity
    let next = (current ?? parameters) - learningRate * velocity
    current = next
    return next
  }
}
