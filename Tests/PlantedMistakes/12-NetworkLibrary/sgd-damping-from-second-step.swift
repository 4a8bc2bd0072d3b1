// Mistake: the velocity is μu + g, without a factor 1 − μ before g

final class SGD: ModuleOptimizer {
  private let parameters: [Parameter]
  private let learningRate: Double
  private let momentum: Double
  private let weightDecay: Double
  private var velocities: [Matrix]
  private var isFirst = true

  init(_ parameters: [Parameter], learningRate: Double, momentum: Double, weightDecay: Double) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    velocities = parameters.map { .zeros($0.value.rows, $0.value.columns) }
  }

  func step() throws {
    for (i, parameter) in parameters.enumerated() {
      velocities[i] *= momentum
      velocities[i] += (isFirst ? 1 : 1 - momentum) * parameter.gradient
      if parameter.isDecayed { velocities[i] += weightDecay * parameter.value }
      parameter.value -= learningRate * velocities[i]
    }
    isFirst = false
  }

  func zeroGradients() throws {
    for parameter in parameters { parameter.clearGradient() }
  }
}
