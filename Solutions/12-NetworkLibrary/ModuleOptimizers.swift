import Curriculum
import LinearAlgebra

// Exercise 12 · Network library: the optimizers
//
// What holds for both
// - An optimizer changes the `value` of the model's own parameter objects. What a `Matrix` variable
//   holds is a copy, and changing a copy trains nothing.
// - `step` uses value and gradient as they are at that moment, whoever has set them, and leaves the
//   gradients as they are.
// - `zeroGradients` sets all gradients to zero, in the shape of their values. It doesn't touch values,
//   nor what the optimizer remembers from step to step.
// - What a class must remember is yours to add: stored properties and an `init`.

/// Gradient descent with momentum and weight decay; the formulas stand at `makeSGD`.
///
///     α = 0.5, μ = 0, λ = 0.2, a weight 5 with gradient 3:  5 − 0.5 · (3 + 0.2 · 5) = 3
///                               a bias 5 with gradient 3:   5 − 0.5 · 3 = 3.5
final class SGD: ModuleOptimizer {
  // Parameters, settings and velocities
  // solution-only:begin
  private let parameters: [Parameter]
  private let learningRate: Double
  private let momentum: Double
  private let weightDecay: Double
  private var velocities: [Matrix]

  init(_ parameters: [Parameter], learningRate: Double, momentum: Double, weightDecay: Double) {
    self.parameters = parameters
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    velocities = parameters.map { .zeros($0.value.rows, $0.value.columns) }
  }
  // solution-only:end

  /// Changes every parameter's value.
  func step() throws {
    // solution:begin
    for (i, parameter) in parameters.enumerated() {
      var slope = parameter.gradient
      if parameter.isDecayed && weightDecay > 0 { slope.add(parameter.value, times: weightDecay) }
      if momentum > 0 {
        velocities[i] *= momentum
        velocities[i] += slope
        slope = velocities[i]
      }
      parameter.value.add(slope, times: -learningRate)
    }
    // solution:end
  }

  /// Sets every parameter's gradient to zero.
  func zeroGradients() throws {
    // solution:begin
    for parameter in parameters { parameter.clearGradient() }
    // solution:end
  }
}

/// Adam with bias correction; the formulas stand at `makeAdam`.
final class Adam: ModuleOptimizer {
  // Parameters, settings, m, v and t
  // solution-only:begin
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
  // solution-only:end

  /// Changes every parameter's value. One step is one step for all parameters.
  func step() throws {
    // solution:begin
    steps += 1
    let meanCorrection = 1 - pow(beta1, Double(steps))
    let squareCorrection = 1 - pow(beta2, Double(steps))
    for (i, parameter) in parameters.enumerated() {
      let gradient = parameter.gradient
      means[i] = beta1 * means[i] + (1 - beta1) * gradient
      squares[i] = beta2 * squares[i] + (1 - beta2) * gradient * gradient
      let root = sqrt(squares[i] / squareCorrection)
      parameter.value -= (learningRate / meanCorrection) * means[i] / (root + epsilon)
    }
    // solution:end
  }

  /// Sets every parameter's gradient to zero.
  func zeroGradients() throws {
    // solution:begin
    for parameter in parameters { parameter.clearGradient() }
    // solution:end
  }
}
