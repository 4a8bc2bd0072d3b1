// Mistake: each optimizer has a state of its own: nothing static, nothing global

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double

  nonisolated(unsafe) private static var velocity: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: Momentum.velocity?.count)
    let velocity = momentum * (Momentum.velocity ?? .zeros(gradient.count)) + gradient
    Momentum.velocity = velocity
    return parameters - learningRate * velocity
  }
}
