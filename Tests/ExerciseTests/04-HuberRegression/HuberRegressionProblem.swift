import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A regression problem drawn from the seed, with residuals on both branches of the loss, on both
/// sides of zero, and none within 0.02 of ±δ.
///
/// What it computes, it computes with plain loops, from what a test says about the parts of a residual.
struct HuberProblem {
  var weights: Vector
  var inputs: Matrix
  var targets: Vector
  var delta: Double
  var lambda = 0.0

  /// The residuals that the targets were made from.
  private(set) var drawn: [HuberParts] = []

  init(weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double = 0) {
    self.weights = weights
    self.inputs = inputs
    self.targets = targets
    self.delta = delta
    self.lambda = lambda
  }

  /// Draws a problem.
  ///
  /// - Parameters:
  ///   - draw: Another number gives another problem of the same seed.
  ///   - samples: n; from 4 on, both branches and both sides occur.
  ///   - features: d.
  init(draw: UInt64, samples: Int, features: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    // Never near 1, where formulas with and without δ agree.
    let isSmall = draw.isMultiple(of: 2)
    let delta = generator.uniform(in: isSmall ? 0.3..<0.8 : 1.5..<3)
    let inputs = Matrix.uniform(rows: samples, columns: features, in: -2..<2, using: &generator)
    let weights = Vector.uniform(count: features, in: 0.5..<2, using: &generator)
    drawn = (0..<samples).map { sample in
      let size = generator.uniform(in: sample % 4 < 2 ? 0.1..<0.9 : 1.1..<4)
      let side = sample.isMultiple(of: 2) ? 1.0 : -1
      return size < 1
        ? HuberParts(side: side, inside: size * delta, beyond: 0)
        : HuberParts(side: side, inside: delta, beyond: (size - 1) * delta)
    }
    (self.weights, self.inputs, self.delta) = (weights, inputs, delta)
    lambda = generator.uniform(in: 0.2..<0.8)
    targets = Vector(drawn.map { $0.side * ($0.inside + $0.beyond) })
    for sample in 0..<samples { targets[sample] += prediction(sample, weights) }
  }

  /// The same problem in another unit of length: residuals, weights and δ are `size` times as large.
  func scaled(by size: Double) -> HuberProblem {
    var problem = self
    problem.weights = weights * size
    problem.targets = targets * size
    problem.delta = delta * size
    return problem
  }

  /// The same problem with inputs in another unit: residuals stay.
  func inUnits(_ unit: Double) -> HuberProblem {
    var problem = self
    (problem.inputs, problem.weights) = (inputs * unit, weights / unit)
    return problem
  }

  /// Drawn problems of all shapes, sizes and units, each with another δ and λ; then of all patterns.
  static func drawn(from draw: UInt64) -> [HuberProblem] {
    Sweep.shapes.enumerated().map { index, shape in
      var problem = HuberProblem(draw: draw + UInt64(index), samples: shape.0, features: shape.1)
        .scaled(by: Sweep.magnitudes[index % Sweep.magnitudes.count])
        .inUnits([1, 1e6, 1e-6, 1][index % 4])
      problem.lambda = Sweep.settings[index % Sweep.settings.count]
      return problem
    }
      + NumberPattern.problems(
        like: HuberProblem(draw: draw + 12, samples: 9, features: 4), matrices: [\.inputs],
        vectors: [\.weights, \.targets])
  }

  /// A problem without residuals, of which only the penalty is left, for λ of all sizes.
  static let penalties = ([1e-30] + Sweep.magnitudes + [1e30]).map { lambda in
    HuberProblem(
      weights: [2, -1, 0.5], inputs: .zeros(1, 3), targets: [0], delta: 0.7, lambda: lambda)
  }

  /// What a message calls it.
  var name: String {
    "\(inputs.rows) × \(inputs.columns) inputs with δ = \(delta), λ = \(lambda)"
  }

  /// The sum over all residuals of something that is made of the parts of each.
  func sum(_ term: (HuberParts) -> Double) -> Double {
    var total = 0.0
    walk { _, parts in total += term(parts) }
    return total
  }

  /// −Σ pull xᵢ + decay · w: the gradient of a loss whose derivative is `pull`, with a penalty.
  func gradient(decay: Double = 0, _ pull: (HuberParts) -> Double) -> Vector {
    var gradient = [Double](repeating: 0, count: inputs.columns)
    walk { sample, parts in
      let force = pull(parts)
      for feature in 0..<inputs.columns { gradient[feature] -= force * inputs[sample, feature] }
    }
    for feature in 0..<inputs.columns { gradient[feature] += decay * weights[feature] }
    return Vector(gradient)
  }

  /// Visits all samples with their residuals.
  private func walk(_ visit: (_ sample: Int, _ parts: HuberParts) -> Void) {
    for sample in 0..<inputs.rows {
      let residual = targets[sample] - prediction(sample, weights)
      let beyond = max(0, residual.magnitude - delta)
      visit(
        sample,
        HuberParts(
          side: residual < 0 ? -1 : 1, inside: residual.magnitude - beyond, beyond: beyond))
    }
  }

  private func prediction(_ sample: Int, _ weights: Vector) -> Double {
    var prediction = 0.0
    for feature in 0..<inputs.columns { prediction += inputs[sample, feature] * weights[feature] }
    return prediction
  }
}

/// A residual as the way that leads to it: up to δ on one side of zero, and what is left from there on.
struct HuberParts {
  /// 1 or −1.
  let side: Double
  /// At most δ.
  let inside: Double
  /// 0 unless |r| > δ.
  let beyond: Double
}

/// The sentences of the mistakes that several tests foresee.
enum HuberMistake {
  static let twice =
    "this is the loss of convex optimisation, r² and 2δ|r| − δ²: it has no ½, and is twice as large"
  static let noHalf = "the parabola is ½r², not r²"
  static let smoothL1 =
    "this is the smooth L1 loss, which is the Huber loss divided by δ: they agree for δ = 1 only"
  static let pseudo =
    "this is the pseudo-Huber loss δ²(√(1 + (r/δ)²) − 1), which has one branch and not two"
  static let branchesSwapped = "the two branches are swapped: the parabola belongs to |r| ≤ δ"
  static let quadratic = "outside |r| ≤ δ the loss is linear, not quadratic"
  static let noOffset = "the linear branch is δ(|r| − ½δ): without −½δ the loss jumps at |r| = δ"
  static let wholeOffset =
    "the linear branch is δ(|r| − ½δ): with −δ instead of −½δ the loss jumps at |r| = δ"
  static let deltaIsOne = "the loss is computed with δ = 1, whatever delta is"
  static let signedTest =
    "the branches are chosen by r ≤ δ instead of |r| ≤ δ, so that negative residuals stay quadratic"
  static let differentiatedByDelta =
    "this is the derivative with respect to δ, not with respect to the residual"
  static let overflow = "an intermediate result such as r² is too large for a Double at r = 1e300"

  static let mean = "the objective is a sum over the samples, not a mean"
  static let sign =
    "the sign is wrong: when a weight grows, which way does y − wᵀx go?"
  static let notClipped =
    "the large residuals pull with all their size: this is the gradient of least squares"
  static let signLost = "the sign of the negative residuals is lost"
  static let slopeOne =
    "outside |r| ≤ δ a residual counts ±1 in the gradient, which isn't the slope of the line"
  static let ignored = "points outside |r| ≤ δ are ignored, but the loss has a slope there too"
  static let gradientClipped =
    "the entries of the gradient are limited to ±δ: the limit is one for each point, before the sum"
  static let doubleDecay =
    "the derivative of the penalty is twice too large: its ½ takes the 2 of the square"
  static let cut =
    "what doesn't fit is cut to the shorter one: shapes have to be checked first"
  static let noDecay = "the gradient lacks the derivative of the penalty"

  // What is refused: as a δ, and as a λ.
  static let notPositive = [0, -1.5] + Sweep.notFinite
  static let negative = [-0.25] + Sweep.notFinite

  static func notANumber(_ argument: String) -> String {
    "NaN gets past the check of \(argument), because NaN is neither below nor above a limit"
  }

  /// Expects that a call refuses all these values of an argument.
  static func expectRefusal<Answer>(
    of argument: String, _ values: [Double], sourceLocation: SourceLocation = #_sourceLocation,
    _ call: (Double) throws -> Answer
  ) throws {
    try expectRefused(
      argument, values, nanMistake: notANumber(argument), sourceLocation: sourceLocation, call)
  }

  /// Whether an answer is what a mistake would give; NaN stands for whatever is not finite.
  static func agree(_ model: Double, _ answer: Double, size: Double? = nil) -> Bool {
    guard model.isFinite, answer.isFinite else { return model.isFinite == answer.isFinite }
    return (model - answer).magnitude <= 1e-6 * (size ?? model.magnitude)
  }
}
