import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A regression problem drawn from the seed, with residuals on both branches of the loss, on both
/// sides of zero, and none within 0.02 of ±δ.
///
/// What it computes, it computes with plain loops, from what a test says about a single residual.
struct HuberProblem {
  var weights: Vector
  var inputs: Matrix
  var targets: Vector
  var delta: Double
  var lambda = 0.0

  /// The residuals that the targets were made from.
  private(set) var drawnResidual = Vector([])

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
  ///   - samples: n, at least 4.
  ///   - features: d.
  init(draw: UInt64, samples: Int, features: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    // Never near 1, where formulas with and without δ agree.
    let isSmall = draw.isMultiple(of: 2)
    let delta = generator.uniform(in: isSmall ? 0.3..<0.8 : 1.5..<3)
    let inputs = Matrix.uniform(rows: samples, columns: features, in: -2..<2, using: &generator)
    let weights = Vector.uniform(count: features, in: 0.5..<2, using: &generator)
    let residuals = Vector(
      (0..<samples).map { sample in
        let size = generator.uniform(in: sample % 4 < 2 ? 0.1..<0.9 : 1.1..<4)
        return (sample.isMultiple(of: 2) ? delta : -delta) * size
      })
    self.init(
      weights: weights, inputs: inputs, targets: residuals, delta: delta,
      lambda: generator.uniform(in: 0.2..<0.8))
    drawnResidual = residuals
    targets = Vector(
      (0..<samples).map { residuals[$0] + prediction($0, weights) })
  }

  /// The right derivative of the loss of one residual, by comparing.
  func pull(_ residual: Double) -> Double {
    residual > delta ? delta : residual < -delta ? -delta : residual
  }

  /// The right loss of one residual: a triangle and a rectangle under the derivative.
  func loss(_ residual: Double) -> Double {
    let inside = min(residual.magnitude, delta)
    return inside * inside / 2 + (residual.magnitude - inside) * delta
  }

  /// The sum of a loss over all residuals.
  func sum(_ loss: (Double) -> Double) -> Double {
    var total = 0.0
    for sample in 0..<inputs.rows { total += loss(targets[sample] - prediction(sample, weights)) }
    return total
  }

  /// −Σ pull(rᵢ) xᵢ + decay · w: the gradient of a loss with the derivative `pull` and a penalty.
  func gradient(decay: Double = 0, _ pull: (Double) -> Double) -> Vector {
    var gradient = [Double](repeating: 0, count: inputs.columns)
    for sample in 0..<inputs.rows {
      let force = pull(targets[sample] - prediction(sample, weights))
      for feature in 0..<inputs.columns { gradient[feature] -= force * inputs[sample, feature] }
    }
    for feature in 0..<inputs.columns { gradient[feature] += decay * weights[feature] }
    return Vector(gradient)
  }

  private func prediction(_ sample: Int, _ weights: Vector) -> Double {
    var prediction = 0.0
    for feature in 0..<inputs.columns { prediction += inputs[sample, feature] * weights[feature] }
    return prediction
  }
}

/// The sentences of the mistakes that several tests foresee.
enum HuberMistake {
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

  static let mean = "the objective is a sum over the samples, not a mean"
  static let sign =
    "the sign is wrong: with r = y − wᵀx, the derivative of r with respect to w is −x"
  static let notClipped =
    "the residuals are not clipped to ±δ: this is the gradient of least squares"
  static let signLost = "clipping has lost the sign of the negative residuals"
  static let slopeOne = "a clipped residual counts ±1 in the gradient, where it must count ±δ"
  static let ignored = "points outside |r| ≤ δ are ignored, where they must pull with the force δ"
  static let gradientClipped =
    "the entries of the gradient are clipped to ±δ: each residual has to be, before the sum"
  static let doubleDecay =
    "the penalty λ/2‖w‖² differentiates to λw, not 2λw: its ½ takes the 2 of the square"
  static let noDecay = "the gradient lacks λw, the derivative of the penalty"

  static func notANumber(_ argument: String) -> String {
    "NaN gets past the check of \(argument), because every comparison with NaN is false"
  }
}
