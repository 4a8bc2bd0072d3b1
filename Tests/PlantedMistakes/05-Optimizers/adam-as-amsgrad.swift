// Mistake: v̂ is what it is now: AMSGrad takes the largest that it has been

final class Adam: Optimizer {
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double

  private var steps = 0

  private var largest: Vector?

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

    let correctedMean = mean / (1 - pow(beta1, Double(steps)))
    let correctedSquare = square / (1 - pow(beta2, Double(steps)))
    largest = Vector(zip(largest ?? zeros, correctedSquare).map { max($0, $1) })
    return parameters - learningRate * correctedMean / (sqrt(largest ?? zeros) + epsilon)
  }
}
