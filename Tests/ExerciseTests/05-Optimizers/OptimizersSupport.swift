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
        .requiring(entries: start.count)
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
    _ epsilon: Double, counting counts: [Int]? = nil
  ) -> [Vector] {
    perEntry(gradients) { history in
      // With other counts than its own: the sums are divided by what they would weigh then.
      func total(_ weights: Double, _ beta: Double) -> Double {
        counts.map { (1 - pow(beta, Double($0[history.count - 1]))) / (1 - beta) } ?? weights
      }
      let mean = weighted(history, by: beta1)
      let square = weighted(history.map { $0 * $0 }, by: beta2)
      let root = (square.sum / total(square.weights, beta2)).squareRoot()
      return -learningRate * (mean.sum / total(mean.weights, beta1)) / (root + epsilon)
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

  /// What one step adds, from each entry's gradients up to it.
  static func step(_ step: Int, of gradients: [Vector], _ rule: ([Double]) -> Double) -> Vector {
    Vector(gradients[0].indices.map { i in rule(gradients[..<step].map { $0[i] }) })
  }

  private static func perEntry(_ gradients: [Vector], _ rule: ([Double]) -> Double) -> [Vector] {
    gradients.indices.map { step($0 + 1, of: gradients, rule) }
  }

  /// Σₖ βᵗ⁻ᵏ xₖ and Σₖ βᵗ⁻ᵏ, where k runs to t, the last.
  static func weighted(_ values: [Double], by beta: Double) -> (
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

/// Gradients for an optimizer: of all kinds that may come.
///
/// Now and then all entries are 0, once for ten steps; the last entry of several never has a gradient;
/// and one gradient is a thousand times as large as the others.
func variedGradients(
  steps: Int, count: Int, size: Double, zeroFirst: Bool = false,
  _ generator: inout SeededGenerator
) -> [Vector] {
  (0..<steps).map { k in
    var gradient = Vector.normal(count: count, standardDeviation: size, using: &generator)
    // Of one entry alone, the sums shall not cancel.
    if count == 1 { gradient = abs(gradient) + size }
    if k == 7 { gradient *= 1000 }
    if k % 7 == 4 || (20..<30).contains(k) || (zeroFirst && k == 0) { gradient *= 0 }
    if count > 2 { gradient[count - 1] = 0 }
    return gradient
  }
}

/// What the steps of several optimizers add to parameters of 0, while they take turns.
func turns(of optimizers: [any Optimizer], along gradients: [[Vector]]) throws -> [[Vector]] {
  var steps: [[Vector]] = gradients.map { _ in [] }
  for k in 0..<(gradients.map(\.count).max() ?? 0) {
    for (i, optimizer) in optimizers.enumerated() where k < gradients[i].count {
      let gradient = gradients[i][k]
      steps[i].append(
        try optimizer.step(parameters: .zeros(gradient.count), gradient: gradient))
    }
  }
  return steps
}

/// Sums over the gradients of one entry up to some step, from which Adam's step and its relatives
/// follow. Each weighs βᵗ⁻ᵏ.
struct AdamSums {
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  /// t.
  let count: Double
  let last: Double
  private let history: [Double]

  init(_ history: [Double], _ beta1: Double, _ beta2: Double, _ epsilon: Double) {
    self.history = history
    (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    (count, last) = (Double(history.count), history[history.count - 1])
  }

  /// Σₖ βᵗ⁻ᵏ gₖ, of the gradients or of their squares.
  func mean(_ beta: Double) -> Double { Displacements.weighted(history, by: beta).sum }
  func square(_ beta: Double) -> Double {
    Displacements.weighted(history.map { $0 * $0 }, by: beta).sum
  }

  /// Σₖ βᵗ⁻ᵏ.
  func weights(_ beta: Double) -> Double { Displacements.weighted(history, by: beta).weights }

  /// m̂ and √v̂.
  var correctedMean: Double { mean(beta1) / weights(beta1) }
  var correctedRoot: Double { (square(beta2) / weights(beta2)).squareRoot() }

  /// What v has been at most, of all steps so far, corrected or not.
  func largestSquare(corrected: Bool) -> Double {
    history.indices.map { k in
      let sums = AdamSums(Array(history[...k]), beta1, beta2, epsilon)
      let square = sums.square(beta2)
      return corrected ? square / sums.weights(beta2) : (1 - beta2) * square
    }.max() ?? 0
  }
}

extension Slip {
  /// The first of the known mistakes that explains all the answers of a test, the right ones too.
  static func explaining<Call>(
    _ seen: [(call: Call, answer: Vector)],
    among suspects: [(sentence: String, model: (Call) -> Vector)]
  ) -> String? {
    suspects.first { suspect in
      seen.allSatisfy { call, answer in
        let model = suspect.model(call)
        guard model.count == answer.count else { return false }
        let size = model.filter(\.isFinite).map(\.magnitude).max() ?? 0
        return zip(model, answer).allSatisfy {
          $0.isFinite && $1.isFinite
            ? ($0 - $1).magnitude <= 1e-7 * size : $0.isFinite == $1.isFinite
        }
      }
    }?.sentence
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

  static let amsgrad = "v̂ is what it is now: AMSGrad takes the largest that it has been"
  static let nadam = "the step goes along m̂; NAdam mixes this gradient in once more"
  static let rmsprop =
    "Adam keeps a mean of gradients too: RMSprop divides the gradient alone by √v"

  static let sharedState = "each optimizer has a state of its own: nothing static, nothing global"
  static let ownParameters =
    "a step starts from the parameters that it is given, not from kept ones"
  static let refusalCounts =
    "a refused step changes nothing: check first, and change the state after"
  static let errorSwallowed = "an error of the gradient is not caught: it is for the caller"
  static let misfit = "both vectors have as many entries as before, and at least one: check it"
  static let notFinite = "a NaN or an infinity would spoil everything after it: refuse it"
  static let nanPasses =
    "NaN is neither less nor greater than anything: a check like x < 0 lets it through"

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
