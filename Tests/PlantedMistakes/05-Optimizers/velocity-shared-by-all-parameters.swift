// Mistake: each parameter has a velocity of its own

final class Momentum: Optimizer {
  private let learningRate: Double
  private let momentum: Double
  private var velocity = 0.0
  private var count: Int?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: count)
    count = parameters.count
    var parameters = parameters
    for i in gradient.indices {
      velocity = momentum * velocity + gradient[i]
      parameters[i] -= learningRate * velocity
    }
    return parameters
  }
}
