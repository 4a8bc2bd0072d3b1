// Mistake: the model's own Parameter objects change: a Matrix taken out of one is a copy

final class SGD: ModuleOptimizer {
  private let parameters: [Parameter]
  private let learningRate: Double
  private let momentum: Double
  private let weightDecay: Double
  private var velocities: [Matrix]
  private var values: [Matrix]

  init(_ parameters: [Parameter], learningRate: Double, momentum: Double, weightDecay: Double) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    values = parameters.map(\.value)
    velocities = parameters.map { .zeros($0.value.rows, $0.value.columns) }
  }

  func step() throws {
    for (i, parameter) in parameters.enumerated() {
      velocities[i] *= momentum
      velocities[i] += parameter.gradient
      if parameter.isDecayed { velocities[i] += weightDecay * parameter.value }
      values[i] -= learningRate * velocities[i]
      parameter.value = values[i]
    }
  }

  func zeroGradients() throws {
    for parameter in parameters { parameter.clearGradient() }
  }
}
