// Mistake: the step takes the new velocity, which this gradient is already part of

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
    let old = velocity ?? .zeros(gradient.count)
    velocity = momentum * old + gradient
    return parameters - learningRate * old
  }
}
