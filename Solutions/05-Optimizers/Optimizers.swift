import Curriculum
import LinearAlgebra

// Exercise 5 · Optimizers
//
// Handout: docs/handouts/05-optimizers.md
// Tests:   swift test --filter Optimizers
//
// Conventions
// - α is the learning rate. g is the gradient, one number for each parameter.
// - A step gives the new parameters; the vectors that are passed in are not changed.
// - Every rule works entry by entry: what is kept from step to step is kept for each parameter.
// - Steps are counted from 1, and what is kept is 0 before step 1. A subscript of w, g, m or v counts
//   steps: w₁ are the parameters before step 1. An entry is w[0], w[1] and so on.
// - An optimizer serves one vector of parameters. Two optimizers know nothing of each other.
// - The classes `GradientDescent`, `Momentum` and `Adam` at the end of this file go with it: each has
//   a `step`, and needs stored properties and an `init` besides. The functions `make…` create them.
// - Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
//   its value, such as "learningRate must be at least 0, but it is -0.5".

/// Your answer to exercise 5.
public struct Answer: Optimizers {
  // solution-only:begin
  /// Creates the answer; for programs outside this module, such as the benchmark.
  public init() {}

  // solution-only:end
  /// Makes an optimizer that takes steps of plain gradient descent.
  ///
  ///     w ← w − α g
  ///
  ///     let optimizer = try makeGradientDescent(learningRate: 0.5)
  ///     try optimizer.step(parameters: [1, 2], gradient: [4, -1])  // [-1, 2.5]
  ///
  /// The step belongs in the class `GradientDescent` below.
  ///
  /// - Parameter learningRate: α ≥ 0, finite; 0 is allowed.
  /// - Returns: A new optimizer. Its `step` throws `InvalidInput` as `GradientDescent` says.
  /// - Throws: `InvalidInput` when α is negative, infinite or NaN.
  public func makeGradientDescent(learningRate: Double) throws -> any Optimizer {
    // solution:begin
    try check(learningRate: learningRate)
    return GradientDescent(learningRate: learningRate)
    // solution:end
  }

  /// Makes an optimizer that takes steps of gradient descent with momentum.
  ///
  ///     u ← μ u + g        u is 0 before the first step
  ///     w ← w − α u        with the new u
  ///
  ///     let optimizer = try makeMomentum(learningRate: 0.5, momentum: 0.5)
  ///     try optimizer.step(parameters: [1, 2], gradient: [4, -2])   // [-1, 3],    u = [4, -2]
  ///     try optimizer.step(parameters: [-1, 3], gradient: [2, 0])   // [-3, 3.5],  u = [4, -1]
  ///
  /// The step belongs in the class `Momentum` below.
  ///
  /// - Parameters:
  ///   - learningRate: α ≥ 0, finite; 0 is allowed.
  ///   - momentum: μ, at least 0 and less than 1; 0 is allowed.
  /// - Returns: A new optimizer, which starts with u = 0. Its `step` throws `InvalidInput` as
  ///   `Momentum` says.
  /// - Throws: `InvalidInput` when α is negative, infinite or NaN, or μ is negative, NaN, or 1 or
  ///   more.
  public func makeMomentum(learningRate: Double, momentum: Double) throws -> any Optimizer {
    // solution:begin
    try check(learningRate: learningRate)
    try check(decay: momentum, "momentum")
    return Momentum(learningRate: learningRate, momentum: momentum)
    // solution:end
  }

  /// Makes an optimizer that takes steps of Adam, with bias correction.
  ///
  ///     m ← β₁ m + (1 − β₁) g       m and v are 0 before the first step
  ///     v ← β₂ v + (1 − β₂) g²
  ///     m̂ = m / (1 − β₁ᵗ)           t = 1 in the first step
  ///     v̂ = v / (1 − β₂ᵗ)
  ///     w ← w − α m̂ / (√v̂ + ε)      ε is added to the root, not under it
  ///
  /// Square, root and quotient are taken entry by entry.
  ///
  ///     let optimizer = try makeAdam(learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1)
  ///     try optimizer.step(parameters: [1, 2], gradient: [4, -1])  // [0.6, 2.25]
  ///
  /// The step belongs in the class `Adam` below.
  ///
  /// - Parameters:
  ///   - learningRate: α ≥ 0, finite; 0 is allowed.
  ///   - beta1: β₁, at least 0 and less than 1; 0 is allowed.
  ///   - beta2: β₂, at least 0 and less than 1; 0 is allowed.
  ///   - epsilon: ε > 0, finite.
  /// - Returns: A new optimizer, which starts with m = v = 0 and counts its own steps. Its `step`
  ///   throws `InvalidInput` as `Adam` says.
  /// - Throws: `InvalidInput` when α is negative, infinite or NaN; β₁ or β₂ is negative, NaN, or 1
  ///   or more; ε is 0, negative, infinite or NaN.
  public func makeAdam(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any Optimizer {
    // solution:begin
    try check(learningRate, beta1, beta2, epsilon)
    return Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    // solution:end
  }

  /// Every intermediate of Adam's first two updates of one parameter.
  ///
  /// This is the table that you would fill in on paper: with w₁ and the gradients g₁ and g₂ given,
  ///
  ///     step 1:  m₁, v₁, m̂₁, v̂₁, and w₂, the parameter after step 1
  ///     step 2:  m₂, v₂, m̂₂, v̂₂, and w₃, the parameter after step 2
  ///
  /// by the formulas of `makeAdam`. Both gradients are given: g₂ does not depend on w₂.
  ///
  ///     let trace = try adamTrace(
  ///       parameter: 1, firstGradient: 4, secondGradient: -2, learningRate: 0.5,
  ///       beta1: 0.5, beta2: 0.75, epsilon: 1)
  ///     trace.firstMean             // 2
  ///     trace.parameterAfterFirst   // 0.6
  ///
  /// - Parameters:
  ///   - parameter: w₁, finite.
  ///   - firstGradient: g₁, finite.
  ///   - secondGradient: g₂, finite.
  ///   - learningRate: α, as for `makeAdam`.
  ///   - beta1: β₁, as for `makeAdam`.
  ///   - beta2: β₂, as for `makeAdam`.
  ///   - epsilon: ε, as for `makeAdam`.
  /// - Returns: The ten numbers, in the order in which they come up.
  /// - Throws: `InvalidInput` as for `makeAdam`, or when w₁, g₁ or g₂ is infinite or NaN.
  public func adamTrace(
    parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
    beta1: Double, beta2: Double, epsilon: Double
  ) throws -> AdamTrace {
    // solution:begin
    try check(learningRate, beta1, beta2, epsilon)
    try check(finite: parameter, "parameter")
    try check(finite: firstGradient, "firstGradient")
    try check(finite: secondGradient, "secondGradient")

    let firstMean = (1 - beta1) * firstGradient
    let firstSquare = (1 - beta2) * firstGradient * firstGradient
    let firstCorrectedMean = firstMean / (1 - beta1)
    let firstCorrectedSquare = firstSquare / (1 - beta2)
    let parameterAfterFirst =
      parameter - learningRate * firstCorrectedMean / (firstCorrectedSquare.squareRoot() + epsilon)

    let secondMean = beta1 * firstMean + (1 - beta1) * secondGradient
    let secondSquare = beta2 * firstSquare + (1 - beta2) * secondGradient * secondGradient
    let secondCorrectedMean = secondMean / (1 - beta1 * beta1)
    let secondCorrectedSquare = secondSquare / (1 - beta2 * beta2)
    let parameterAfterSecond =
      parameterAfterFirst
      - learningRate * secondCorrectedMean / (secondCorrectedSquare.squareRoot() + epsilon)

    return AdamTrace(
      firstMean: firstMean, firstSquare: firstSquare, firstCorrectedMean: firstCorrectedMean,
      firstCorrectedSquare: firstCorrectedSquare, parameterAfterFirst: parameterAfterFirst,
      secondMean: secondMean, secondSquare: secondSquare,
      secondCorrectedMean: secondCorrectedMean, secondCorrectedSquare: secondCorrectedSquare,
      parameterAfterSecond: parameterAfterSecond)
    // solution:end
  }

  /// Takes a number of steps down a function whose gradient is given.
  ///
  /// In each step the gradient is evaluated once, at the current parameters, and goes
  /// into one step of the optimizer. The optimizer goes on from the state in which it is: ten
  /// steps are the same as four steps and then six more from there.
  ///
  ///     // f(w) = ½ (w[0]² + 10 w[1]²)
  ///     try minimize(
  ///       gradient: { [$0[0], 10 * $0[1]] }, from: [1, 1],
  ///       with: makeGradientDescent(learningRate: 0.125), steps: 2)  // [0.765625, 0.0625]
  ///
  /// - Parameters:
  ///   - gradient: Gives the n derivatives at n parameters.
  ///   - start: The n parameters before the first step; not changed.
  ///   - optimizer: One that this answer has made.
  ///   - steps: How many steps to take, at least 0. With 0 the result is `start`, and `gradient`
  ///     is not called.
  /// - Returns: The n parameters after the last step.
  /// - Throws: `InvalidInput` when `steps` is negative. What `gradient` or the optimizer throws is
  ///   passed on.
  public func minimize(
    gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
    steps: Int
  ) throws -> Vector {
    // solution:begin
    guard steps >= 0 else {
      throw InvalidInput("steps must be at least 0, but it is \(steps)")
    }
    var parameters = start
    for _ in 0..<steps {
      parameters = try optimizer.step(
        parameters: parameters, gradient: gradient(parameters))
    }
    return parameters
    // solution:end
  }

  /// Concept check: by what factor the first step changes when all gradients are scaled.
  ///
  /// The step is what a new optimizer adds to the parameters. Take a gradient g without zeros:
  /// which number makes "the step for c·g" equal to that number times "the step for g"?
  ///
  /// - Parameters:
  ///   - kind: `.gradientDescent`, `.momentum` or `.adam`. Its α, μ, β₁ and β₂ are the same for both
  ///     gradients; for Adam, give the limit ε → 0.
  ///   - factor: c, positive or negative, finite.
  /// - Returns: That number.
  /// - Throws: `InvalidInput` when c is 0, infinite or NaN.
  public func stepFactor(
    of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
  ) throws -> Double {
    // solution:begin
    guard factor != 0, factor.isFinite else {
      throw InvalidInput("factor must be finite and not 0, but it is \(factor)")
    }
    return switch kind {
    case .gradientDescent, .momentum: factor
    case .adam: factor > 0 ? 1 : -1
    }
    // solution:end
  }

  /// Concept check: what Adam adds to a parameter in its first step, in the limit ε → 0.
  ///
  /// Find the answer on paper first: it must be right for every finite gradient, also where the
  /// gradient's square is too large or too small for a `Double`.
  ///
  /// - Parameters:
  ///   - learningRate: α ≥ 0, finite.
  ///   - gradient: The parameter's first gradient, finite. For 0 the answer is 0, as with
  ///     every ε > 0.
  /// - Returns: w₂ − w₁, with its sign.
  /// - Throws: `InvalidInput` when α is negative, infinite or NaN, or the gradient is infinite or
  ///   NaN.
  public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
    // solution:begin
    try check(learningRate: learningRate)
    try check(finite: gradient, "gradient")
    if gradient == 0 { return 0 }
    return gradient > 0 ? -learningRate : learningRate
    // solution:end
  }

  /// Concept check: which optimizer moves the weight of a rarely seen feature furthest.
  ///
  /// The weight of a common feature has the gradient 1 in each of 1000 steps. The weight of a
  /// rarely seen feature has the gradient 1 in every hundredth step and 0 in all the others, since
  /// the feature is 0 there. Let each optimizer take the 1000 steps (μ = 0.9, β₁ = 0.9, β₂ = 0.999,
  /// a tiny ε), and compare how far the two weights have moved. With which optimizer does the rare
  /// feature's weight move furthest in proportion to the common feature's weight?
  public func bestForRareFeature() throws -> OptimizerKind {
    // solution:begin
    .adam
    // solution:end
  }

  // solution-only:begin
  private func check(
    _ learningRate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double
  ) throws {
    try check(learningRate: learningRate)
    try check(decay: beta1, "beta1")
    try check(decay: beta2, "beta2")
    guard epsilon > 0, epsilon.isFinite else {
      throw InvalidInput("epsilon must be greater than 0 and finite, but it is \(epsilon)")
    }
  }

  // The comparisons are written so that NaN fails them.
  private func check(learningRate: Double) throws {
    guard learningRate >= 0, learningRate.isFinite else {
      throw InvalidInput("learningRate must be at least 0 and finite, but it is \(learningRate)")
    }
  }

  private func check(decay: Double, _ name: String) throws {
    guard decay >= 0, decay < 1 else {
      throw InvalidInput("\(name) must be at least 0 and less than 1, but it is \(decay)")
    }
  }

  private func check(finite value: Double, _ name: String) throws {
    guard value.isFinite else { throw InvalidInput("\(name) must be finite, but it is \(value)") }
  }
  // solution-only:end
}

// solution-only:begin
/// Refuses vectors that no optimizer can use.
///
/// - Parameter count: How many entries there were at the first step, if that has been taken.
private func check(_ parameters: Vector, _ gradient: Vector, count: Int? = nil) throws {
  guard parameters.count > 0 else { throw InvalidInput("parameters must not be empty: it is []") }
  if let count, parameters.count != count {
    throw InvalidInput(
      "parameters must have \(count) entries as at the first step, but has \(parameters.count)")
  }
  guard gradient.count == parameters.count else {
    throw InvalidInput(
      "gradient must have \(parameters.count) entries as the parameters have, "
        + "but it has \(gradient.count)")
  }
  for (name, vector) in [("parameters", parameters), ("gradient", gradient)] {
    if let i = vector.firstIndex(where: { !$0.isFinite }) {
      throw InvalidInput("\(name)[\(i)] must be finite, but it is \(vector[i])")
    }
  }
}
// solution-only:end

/// Gradient descent: w ← w − αg. It keeps nothing: each step may have another number of entries.
final class GradientDescent: Optimizer {
  // Settings
  // solution-only:begin
  private let learningRate: Double

  init(learningRate: Double) { self.learningRate = learningRate }
  // solution-only:end

  /// Gives the parameters after one step.
  ///
  /// - Throws: `InvalidInput` when `parameters` is empty or has an entry that is infinite or NaN,
  ///   or when `gradient` has more or fewer entries, or one that is infinite or NaN.
  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    // solution:begin
    try check(parameters, gradient)
    return parameters - learningRate * gradient
    // solution:end
  }
}

/// Gradient descent with momentum: u ← μu + g, w ← w − αu.
final class Momentum: Optimizer {
  // Settings and state
  // solution-only:begin
  private let learningRate: Double
  private let momentum: Double

  /// u, from the first step on.
  private var velocity: Vector?

  init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }
  // solution-only:end

  /// Gives the parameters after one step. What it throws leaves the optimizer as it was.
  ///
  /// - Throws: `InvalidInput` as for `GradientDescent`, or when `parameters` has more or fewer entries
  ///   than at the first step.
  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    // solution:begin
    try check(parameters, gradient, count: velocity?.count)
    let velocity = momentum * (velocity ?? .zeros(gradient.count)) + gradient
    self.velocity = velocity
    return parameters - learningRate * velocity
    // solution:end
  }
}

/// Adam: steps along m̂ / (√v̂ + ε).
final class Adam: Optimizer {
  // Settings and state
  // solution-only:begin
  private let learningRate: Double
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double

  /// t, how many steps have been taken.
  private var steps = 0

  /// m and v, from the first step on.
  private var moments: (mean: Vector, square: Vector)?

  init(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }
  // solution-only:end

  /// Gives the parameters after one step. What it throws leaves the optimizer as it was.
  ///
  /// - Throws: `InvalidInput` as for `GradientDescent`, or when `parameters` has more or fewer entries
  ///   than at the first step.
  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    // solution:begin
    try check(parameters, gradient, count: moments?.mean.count)
    let zeros = Vector.zeros(gradient.count)
    var (mean, square) = moments ?? (zeros, zeros)
    mean = beta1 * mean + (1 - beta1) * gradient
    square = beta2 * square + (1 - beta2) * gradient * gradient
    moments = (mean, square)
    steps += 1

    let correctedMean = mean / (1 - pow(beta1, Double(steps)))
    let correctedSquare = square / (1 - pow(beta2, Double(steps)))
    return parameters - learningRate * correctedMean / (sqrt(correctedSquare) + epsilon)
    // solution:end
  }
}
