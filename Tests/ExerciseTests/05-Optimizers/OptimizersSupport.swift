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

/// The parameters after each step, a row a step, from what each adds.
func path(_ steps: [Vector], from start: Vector) -> Matrix {
  var parameters = start
  return Matrix(
    rows: steps.map { step in
      parameters += step
      return parameters
    })
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

/// An optimizer's settings, and the gradients that it has been given so far.
struct StepCall<Settings> {
  let settings: Settings
  let gradients: [Vector]

  /// What the last step adds to the parameters, from the gradients of each entry.
  func displacement(_ rule: (Settings, GradientHistory) -> Double) -> Vector {
    Vector(
      gradients[0].indices.map { rule(settings, GradientHistory(all: gradients, entry: $0)) })
  }
}

/// Expects the right steps of optimizers that take turns, each along its own gradients.
func expectSteps<Settings>(
  of optimizers: [(optimizer: any Optimizer, settings: Settings, gradients: [Vector])],
  _ name: (Settings) -> String, equal rule: (Settings, GradientHistory) -> Double,
  suspects: [Suspect<StepCall<Settings>, Vector>],
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  let taken = try turns(of: optimizers.map(\.optimizer), along: optimizers.map(\.gradients))
  let calls = zip(optimizers, taken).flatMap { own, taken in
    Sweep.steps.filter { $0 <= taken.count }.map {
      (
        call: StepCall(settings: own.settings, gradients: Array(own.gradients[..<$0])),
        answer: taken[$0 - 1]
      )
    }
  }
  return expectAll(
    calls, { "what step \($0.call.gradients.count) adds with \(name($0.call.settings))" },
    equal: { $0.call.displacement(rule) }, tolerance: { _ in .relative(1e-9) },
    suspects: suspects.map { suspect in Suspect(suspect.sentence) { suspect.model($0.call) } },
    sourceLocation: sourceLocation
  ) { $0.answer }
}

/// The gradients up to some step, seen from one entry of the parameters.
///
/// What a step adds follows from sums in which the gradient of step k weighs βᵗ⁻ᵏ.
struct GradientHistory {
  let all: [Vector]
  let entry: Int

  /// The entry's own gradients.
  var own: [Double] { all.map { $0[entry] } }

  /// This step's gradient.
  var last: Double { all[all.count - 1][entry] }

  /// t.
  var count: Double { Double(all.count) }

  /// The gradients of all entries one after the other, up to this one.
  var flat: [Double] {
    all.dropLast().flatMap(\.elements) + (all.last?.elements ?? [])[...entry]
  }

  /// Σₖ βᵗ⁻ᵏ gₖ
  func sum(_ beta: Double) -> Double { Self.sum(own, beta) }

  /// Σₖ βᵗ⁻ᵏ xₖ, where k runs to the last.
  static func sum(_ values: [Double], _ beta: Double) -> Double {
    values.reduce(0) { beta * $0 + $1 }
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
