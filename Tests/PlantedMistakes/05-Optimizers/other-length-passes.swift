// Mistake: both vectors have as many entries as before, and at least one: check it

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double

  private var velocity: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient)
    let kept = velocity?.count == gradient.count ? velocity : nil
    let velocity = momentum * (kept ?? .zeros(gradient.count)) + gradient
    self.velocity = velocity
    return parameters - learningRate * velocity
  }
}
