import Curriculum
import LinearAlgebra

// Another way to the same numbers: an optimizer keeps every gradient that it has met, and works out
// each step from all of them, with weights that fall by a factor for every step of age. There is
// neither a velocity nor a running mean, and the arithmetic is done one number at a time.

/// An answer that remembers all gradients.
public struct Answer: Optimizers {
  /// An optimizer that forgets all gradients but the last.
  public func makeGradientDescent(learningRate: Double) throws -> any Optimizer {
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    return Historian(forgets: true) { history in -learningRate * history[history.count - 1] }
  }

  /// Each step is the sum of all gradients, faded by their age.
  public func makeMomentum(learningRate: Double, momentum: Double) throws -> any Optimizer {
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    try demand((0..<1).contains(momentum), "momentum", momentum)
    return Historian { history in -learningRate * faded(history, momentum).total }
  }

  /// Both means are faded sums over all gradients, divided by the sum of their weights.
  public func makeAdam(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any Optimizer {
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    try demand((0..<1).contains(beta1), "beta1", beta1)
    try demand((0..<1).contains(beta2), "beta2", beta2)
    try demand(epsilon > 0 && epsilon < .infinity, "epsilon", epsilon)
    return Historian { history in
      let mean = faded(history, beta1)
      let square = faded(history.map { $0 * $0 }, beta2)
      let size = (square.total / square.weight).squareRoot() + epsilon
      return -learningRate * (mean.total / mean.weight) / size
    }
  }

  /// The trace of an optimizer that steps twice, and the means from both gradients at once.
  public func adamTrace(
    parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
    beta1: Double, beta2: Double, epsilon: Double
  ) throws -> AdamTrace {
    let adam = try makeAdam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    try demand(parameter.isFinite, "parameter", parameter)
    try demand(firstGradient.isFinite, "firstGradient", firstGradient)
    try demand(secondGradient.isFinite, "secondGradient", secondGradient)
    let second = try adam.step(parameters: [parameter], gradient: [firstGradient])
    let third = try adam.step(parameters: second, gradient: [secondGradient])
    let mean = faded([firstGradient, secondGradient], beta1)
    let square = faded([firstGradient * firstGradient, secondGradient * secondGradient], beta2)
    return AdamTrace(
      firstMean: firstGradient - beta1 * firstGradient,
      firstSquare: firstGradient * firstGradient * (1 - beta2),
      firstCorrectedMean: firstGradient, firstCorrectedSquare: firstGradient * firstGradient,
      parameterAfterFirst: second[0],
      secondMean: (1 - beta1) * mean.total, secondSquare: (1 - beta2) * square.total,
      secondCorrectedMean: mean.total / mean.weight,
      secondCorrectedSquare: square.total / square.weight,
      parameterAfterSecond: third[0])
  }

  /// Counts the steps down to 0.
  public func minimize(
    gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
    steps: Int
  ) throws -> Vector {
    if steps < 0 { throw InvalidInput("\(steps) is no number of steps") }
    var here = start
    var left = steps
    while left > 0 {
      let slope = try gradient(here)
      here = try optimizer.step(parameters: here, gradient: slope)
      left -= 1
    }
    return here
  }

  /// The quotient of two first steps that are really taken.
  public func stepFactor(
    of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
  ) throws -> Double {
    try demand(factor.isFinite && factor != 0, "factor", factor)
    func firstStep(_ gradient: Double) throws -> Double {
      let optimizer =
        switch kind {
        case .gradientDescent: try makeGradientDescent(learningRate: 1)
        case .momentum: try makeMomentum(learningRate: 1, momentum: 0.5)
        case .adam: try makeAdam(learningRate: 1, beta1: 0.5, beta2: 0.5, epsilon: 1e-300)
        }
      return try optimizer.step(parameters: [0], gradient: [gradient])[0]
    }
    return try firstStep(factor) / firstStep(1)
  }

  /// The sign of the gradient, with the magnitude of the learning rate; 0 for 0.
  public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    try demand(gradient.isFinite, "gradient", gradient)
    return gradient.isZero ? 0 : -Double(signOf: gradient, magnitudeOf: learningRate)
  }

  /// The optimizer whose rare feature keeps up best in 300 steps.
  public func bestForRareFeature() throws -> OptimizerKind {
    // Tries it out.
    func ratio(_ optimizer: any Optimizer) throws -> Double {
      var moved: Vector = [0, 0]
      for step in 1...300 {
        moved = try optimizer.step(parameters: moved, gradient: [1, step % 100 == 0 ? 1 : 0])
      }
      return moved[1] / moved[0]
    }
    let ratios: [(OptimizerKind, Double)] = [
      (.gradientDescent, try ratio(makeGradientDescent(learningRate: 1))),
      (.momentum, try ratio(makeMomentum(learningRate: 1, momentum: 0.9))),
      (.adam, try ratio(makeAdam(learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8))),
    ]
    return ratios.max { $0.1 < $1.1 }?.0 ?? .gradientDescent
  }
}

private func demand(_ holds: Bool, _ name: String, _ value: Double) throws {
  if !holds { throw InvalidInput("\(name) = \(value) makes no sense") }
}

/// The sum of the values, each times a weight that is 1 for the last and falls towards the first;
/// and the sum of the weights.
private func faded(_ values: [Double], _ factor: Double) -> (total: Double, weight: Double) {
  var total = 0.0
  var weight = 0.0
  for value in values {
    total = total * factor + value
    weight = weight * factor + 1
  }
  return (total, weight)
}

/// Remembers all gradients of each parameter.
private final class Historian: Optimizer {
  let rule: ([Double]) -> Double
  let forgets: Bool
  var histories: [[Double]] = []

  init(forgets: Bool = false, rule: @escaping ([Double]) -> Double) {
    self.rule = rule
    self.forgets = forgets
  }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    let n = parameters.count
    if n == 0 || (!histories.isEmpty && histories.count != n) {
      throw InvalidInput("parameters has \(n) entries")
    }
    if gradient.count != n { throw InvalidInput("gradient has \(gradient.count) entries") }
    for i in 0..<n {
      if !parameters[i].isFinite { throw InvalidInput("parameters has \(parameters[i])") }
      if !gradient[i].isFinite { throw InvalidInput("gradient has \(gradient[i])") }
    }
    if histories.isEmpty { histories = Array(repeating: [], count: n) }
    var next: [Double] = []
    for i in 0..<n {
      histories[i].append(gradient[i])
      next.append(parameters[i] + rule(histories[i]))
    }
    if forgets { histories = [] }
    return Vector(next)
  }
}
