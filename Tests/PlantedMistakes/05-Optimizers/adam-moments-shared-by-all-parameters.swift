// Mistake: each parameter has an m and a v of its own

final class Adam: Optimizer {
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private var steps = 0
  private var (mean, square) = (0.0, 0.0)
  private var count: Int?

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: count)
    count = parameters.count
    steps += 1
    var parameters = parameters
    for i in gradient.indices {
      mean = beta1 * mean + (1 - beta1) * gradient[i]
      square = beta2 * square + (1 - beta2) * gradient[i] * gradient[i]
      let correctedMean = mean / (1 - pow(beta1, Double(steps)))
      let correctedSquare = square / (1 - pow(beta2, Double(steps)))
      parameters[i] -= learningRate * correctedMean / (correctedSquare.squareRoot() + epsilon)
    }
    return parameters
  }
}
