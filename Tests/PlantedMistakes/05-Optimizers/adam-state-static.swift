// Mistake: each optimizer has a state of its own: nothing static, nothing global

final class Adam: Optimizer {
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double

  nonisolated(unsafe) private static var steps = 0

  nonisolated(unsafe) private static var moments: (mean: Vector, square: Vector)?

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: Adam.moments?.mean.count)
    let zeros = Vector.zeros(gradient.count)
    var (mean, square) = Adam.moments ?? (zeros, zeros)
    mean = beta1 * mean + (1 - beta1) * gradient
    square = beta2 * square + (1 - beta2) * gradient * gradient
    Adam.moments = (mean, square)
    Adam.steps += 1

    let correctedMean = mean / (1 - pow(beta1, Double(Adam.steps)))
    let correctedSquare = square / (1 - pow(beta2, Double(Adam.steps)))
    return parameters - learningRate * correctedMean / (sqrt(correctedSquare) + epsilon)
  }
}
