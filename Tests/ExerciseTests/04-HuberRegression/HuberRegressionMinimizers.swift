import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Forty points near a line drawn from the seed, of which one in each five is a gross outlier, all
/// on the same side.
struct LineWithOutliers {
  /// The slope and the intercept.
  let truth: Vector
  let delta = 0.1
  private(set) var inputs = Matrix.ones(40, 2)
  private(set) var targets = Vector.zeros(40)
  private let side: Double
  private var isOutlier = [Bool](repeating: false, count: 40)

  init(draw: UInt64) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 100 &+ draw)
    truth = Vector.uniform(count: 2, in: -3..<3, using: &generator)
    side = generator.uniform() < 0.5 ? 1 : -1
    for group in 0..<8 {
      isOutlier[5 * group + generator.sample(1, of: 5)[0]] = true
    }
    for i in 0..<40 {
      inputs[i, 0] = -2 + 4 * Double(i) / 39
      let noise = generator.uniform(in: -0.02..<0.02)
      let shift = isOutlier[i] ? side * generator.uniform(in: 10..<20) : 0
      targets[i] = truth[0] * inputs[i, 0] + truth[1] + noise + shift
    }
  }

  /// What least squares gives for all points.
  var leastSquares: Vector { fit(pullOfOutliers: 0) { _ in true } }

  /// What least squares gives without the outliers.
  var withoutOutliers: Vector { fit(pullOfOutliers: 0) { !isOutlier[$0] } }

  /// The Huber minimiser: outliers pull with ±δ, and the others, all within δ, with their residuals.
  var minimizer: Vector { fit(pullOfOutliers: side * delta) { !isOutlier[$0] } }

  /// Solves Σ rᵢxᵢ + Σ pull · xᵢ = 0 with the first sum over `fitted` points, the second over others.
  private func fit(pullOfOutliers pull: Double, _ fitted: (Int) -> Bool) -> Vector {
    var (xx, x1, n, xy, y1) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<40 {
      let x = inputs[i, 0]
      if fitted(i) {
        xx += x * x
        x1 += x
        n += 1
        xy += x * targets[i]
        y1 += targets[i]
      } else {
        xy += pull * x
        y1 += pull
      }
    }
    let determinant = xx * n - x1 * x1
    return [(xy * n - x1 * y1) / determinant, (xx * y1 - x1 * xy) / determinant]
  }
}

/// Residuals, δ, and which of the points pull with a constant force.
struct ForceCase {
  let residuals: Vector
  let delta: Double
  let right: Vector

  init(_ residuals: Vector, _ delta: Double, _ right: [Int]) {
    (self.residuals, self.delta, self.right) = (residuals, delta, Vector(right.map(Double.init)))
  }

  /// The points for which something holds, counted from 0 or from 1.
  private func points(from first: Double = 0, _ isMember: (Double) -> Bool) -> Vector {
    Vector(residuals.indices.filter { isMember(residuals[$0]) }.map { Double($0) + first })
  }

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<ForceCase, Vector>] {
    [
      Suspect("these are the points whose force still grows: they are within δ") { call in
        call.points { abs($0) <= call.delta }
      },
      Suspect("points below the line pull with a constant force too: their residual is negative") {
        call in call.points { $0 > call.delta }
      }, Suspect("the border is δ, not 1") { $0.points { abs($0) > 1 } },
      Suspect("indices count from 0") { call in call.points(from: 1) { abs($0) > call.delta } },
    ]
  }
}
