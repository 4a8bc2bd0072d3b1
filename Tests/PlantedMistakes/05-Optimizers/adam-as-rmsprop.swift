// Mistake: Adam keeps a mean of gradients too: RMSprop divides the gradient alone by √v

final class Adam: Optimizer {
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double

  private var steps = 0

  private var moments: (mean: Vector, square: Vector)?

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try check(parameters, gradient, count: moments?.mean.count)
    let zeros = Vector.zeros(gradient.count)
    var (mean, square) = moments ?? (zeros, zeros)
    mean = beta1 * mean + (1 - beta1) * gradient
    square = beta2 * square + (1 - beta2) * gradient * gradient
    moments = (mean, square)
    steps += 1

    return parameters - learningRate * gradient / (sqrt(square) + epsilon)
  }
}
