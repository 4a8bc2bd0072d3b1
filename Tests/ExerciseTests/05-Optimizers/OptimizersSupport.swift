import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// What the suites of exercise 5 share: the formulas in plain loops, and the names of mistakes.

/// Takes one step for each gradient, each from where the step before has led.
///
/// - Returns: The parameters after each step, a row a step.
func path(of optimizer: any Optimizer, from start: Vector, along gradients: [Vector]) throws
  -> Matrix
{
  var parameters = start
  return Matrix(
    rows: try gradients.map { gradient in
      parameters = try optimizer.step(parameters: parameters, gradient: gradient)
      return parameters
    })
}

/// What each step adds to the parameters, from all the gradients so far and without any state.
///
/// A velocity is Σₖ μᵗ⁻ᵏ gₖ. The corrected means of Adam are weighted means, with weights βᵗ⁻ᵏ that
/// are divided by their sum.
enum Displacements {
  static func ofMomentum(_ gradients: [Vector], _ learningRate: Double, _ momentum: Double)
    -> [Vector]
  {
    perEntry(gradients) { history in
      -learningRate * weighted(history, by: momentum).sum
    }
  }

  static func ofAdam(
    _ gradients: [Vector], _ learningRate: Double, _ beta1: Double, _ beta2: Double,
    _ epsilon: Double
  ) -> [Vector] {
    perEntry(gradients) { history in
      let mean = weighted(history, by: beta1)
      let square = weighted(history.map { $0 * $0 }, by: beta2)
      let root = (square.sum / square.weights).squareRoot()
      return -learningRate * (mean.sum / mean.weights) / (root + epsilon)
    }
  }

  /// The parameters after each step, a row a step.
  static func path(_ steps: [Vector], from start: Vector) -> Matrix {
    var parameters = start
    return Matrix(
      rows: steps.map { step in
        parameters += step
        return parameters
      })
  }

  private static func perEntry(_ gradients: [Vector], _ step: ([Double]) -> Double) -> [Vector] {
    gradients.indices.map { last in
      Vector(gradients[last].indices.map { i in step(gradients[...last].map { $0[i] }) })
    }
  }

  /// Σₖ βᵗ⁻ᵏ xₖ and Σₖ βᵗ⁻ᵏ, where k runs to t, the last.
  private static func weighted(_ values: [Double], by beta: Double) -> (
    sum: Double, weights: Double
  ) {
    var (sum, weights, weight) = (0.0, 0.0, 1.0)
    for value in values.reversed() {
      sum += weight * value
      weights += weight
      weight *= beta
    }
    return (sum, weights)
  }
}

/// The mistakes that several tests recognise, each by the sentence that the student reads.
enum Slip {
  static let ascent = "a step goes downhill, against the gradient: −α times it, not +α"
  static let noLearningRate = "the step is the learning rate times the gradient"

  static let damping = "the velocity is μu + g, without a factor 1 − μ before g"
  static let nesterov = "the step is −αu with the new u; −α(μu + g) looks ahead, as Nesterov does"
  static let oldVelocity = "the step takes the new velocity, which this gradient is already part of"
  static let velocityNotKept = "the velocity is kept from step to step"
  static let sharedVelocity = "each parameter has a velocity of its own"

  static let countFromZero = "the first step has t = 1: with t = 0 one divides by 1 − β⁰ = 0"
  static let countAhead = "the first step has t = 1: a t that is one too large corrects too little"
  static let noCorrection = "m and v are divided by 1 − βᵗ before they are used"
  static let correctsOnlyMean = "v needs its bias correction just as m does"
  static let correctsOnlySquare = "m needs its bias correction just as v does"
  static let fixedCorrection = "the correction 1 − βᵗ changes with t: it is not always 1 − β"
  static let correctionKept = "m and v are carried on as they are; m̂ and v̂ serve one step only"
  static let epsilonInside = "ε is added to the root, not under it"
  static let epsilonEarly =
    "ε is added to the root of v̂; beside √v, before the correction, it weighs more"
  static let swapped = "β₁ belongs to m and β₂ to v, not the other way round"
  static let noRoot = "m̂ is divided by the root of v̂, not by v̂"
  static let noSquare = "v is a mean of squared gradients"
  static let gradientInFull = "a gradient enters m with the weight 1 − β₁, not 1"
  static let ownWeight = "the new gradient has the weight 1 − β, the old mean the weight β"
  static let noMean = "the step goes along m̂, not along the last gradient alone"
  static let sharedSquare = "each parameter has a v of its own"
  static let sharedMoments = "each parameter has an m and a v of its own"

  static let sharedState = "each optimizer has a state of its own: nothing static, nothing global"
  static let ownParameters =
    "a step starts from the parameters that it is given, not from kept ones"
  static let refusalCounts =
    "a refused step changes nothing: check first, and change the state after"
  static let errorSwallowed = "an error of the gradient is not caught: it is for the caller"
  static let misfit = "both vectors have as many entries as before, and at least one: check it"
  static let notFinite = "a NaN or an infinity would spoil everything after it: refuse it"
  static let nanPasses =
    "NaN is neither less nor greater than anything: a check like x < 0 lets it by"

  /// For an argument that is accepted though it is out of its range.
  static func range(of argument: String) -> String {
    switch argument {
    case "learningRate": "a learning rate is at least 0, and finite"
    case "epsilon": "ε is greater than 0, and finite"
    case "momentum", "beta1", "beta2": "μ, β₁ and β₂ are at least 0 and less than 1"
    default: "a parameter and a gradient are finite"
    }
  }
}
