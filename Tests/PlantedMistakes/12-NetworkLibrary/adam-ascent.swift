// Mistake: a step goes downhill: α m̂ / (√v̂ + ε) is subtracted, not added

final class Adam: ModuleOptimizer {
  private let parameters: [Parameter]
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private var means: [Matrix]
  private var squares: [Matrix]
  private var steps = 0

  init(
    _ parameters: [Parameter], learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    means = parameters.map { .zeros($0.value.rows, $0.value.columns) }
    squares = means
  }

  func step() throws {
    steps += 1
    let meanCorrection = 1 - pow(beta1, Double(steps))
    let squareCorrection = 1 - pow(beta2, Double(steps))
    for (i, parameter) in parameters.enumerated() {
      let gradient = parameter.gradient
      means[i] = beta1 * means[i] + (1 - beta1) * gradient
      squares[i] = beta2 * squares[i] + (1 - beta2) * gradient * gradient
      let root = sqrt(squares[i] / squareCorrection)
      parameter.value += (learningRate / meanCorrection) * means[i] / (root + epsilon)
    }
  }

  func zeroGradients() throws {
    for parameter in parameters { parameter.clearGradient() }
  }
}
