import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// What a search must reach, and what explains another end.
extension HuberRegressionSuites.HuberRegressionMinimizerTests {
  /// A problem with your minimizer as its weights; without weights if they are too few or too many.
  func minimized(_ problem: HuberProblem) throws -> HuberProblem {
    var problem = problem
    problem.weights = try huber.minimizer(
      inputs: problem.inputs, targets: problem.targets, delta: problem.delta,
      lambda: problem.lambda)
    let count = problem.weights.count
    let isRight = expect(
      count, equals: problem.inputs.columns,
      "the number of weights in the minimizer of \(problem.name)")
    if !isRight { problem.weights = [] }
    return problem
  }

  /// How far a vector is from the gradient, in its worst entry.
  func distance(of vector: Vector? = nil, fromSlopeOf problem: HuberProblem) -> Double {
    let slope = problem.gradient(decay: problem.lambda) { $0.side * $0.inside }
    let vector = vector ?? .zeros(slope.count)
    return vector.count == slope.count ? (slope - vector).normInfinity() : .infinity
  }

  func ownSlope(_ problem: HuberProblem) throws -> Vector {
    try huber.ridgeGradient(
      weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
      delta: problem.delta, lambda: problem.lambda)
  }

  /// The mistake that makes all these weights minimisers of something else, whose gradient is 0 there.
  func mistake(behind problems: [HuberProblem]) throws -> String? {
    // A search can only look at your own gradient. Where that is wrong, it may be right itself.
    guard
      try problems.allSatisfy({
        try !$0.weights.isEmpty && $0.weights.allSatisfy(\.isFinite)
          && distance(of: ownSlope($0), fromSlopeOf: $0) <= 1e-9 * distance(fromSlopeOf: $0)
            + 1e-9
      })
    else { return nil }
    func penalty(
      _ sentence: String, _ decay: @escaping (_ lambda: Double, _ n: Double) -> Double
    ) -> (String, (HuberProblem) -> Vector) {
      (
        sentence,
        { problem in
          problem.gradient(decay: decay(problem.lambda, Double(problem.targets.count))) {
            $0.side * $0.inside
          }
        }
      )
    }
    func clipped(_ sentence: String, at border: Double) -> (String, (HuberProblem) -> Vector) {
      (
        sentence,
        { problem in
          problem.gradient(decay: problem.lambda) { $0.side * min($0.inside + $0.beyond, border) }
        }
      )
    }
    let own = "the minimiser is sought with a δ of its own, whatever delta is"
    let suspects = [
      penalty("the penalty λ/2‖w‖² is missing") { _, _ in 0 },
      penalty("the penalty λ/2‖w‖² counts twice") { lambda, _ in 2 * lambda },
      penalty("the penalty λ/2‖w‖² counts half") { lambda, _ in
        lambda / 2
      },
      penalty(HuberMistake.mean) { lambda, n in n * lambda },
      clipped(Self.leastSquares, at: .infinity),
      clipped("the minimiser is sought with δ = 1, whatever delta is", at: 1),
      clipped(own, at: 0.5), clipped(own, at: 1.345),
      (
        HuberMistake.ignored,
        { problem in
          problem.gradient(decay: problem.lambda) { $0.beyond > 0 ? 0 : $0.side * $0.inside }
        }
      ),
    ]
    let name = suspects.first { suspect in
      problems.allSatisfy { suspect.1($0).normInfinity() <= 1e-6 }
    }
    if let name { return name.0 }
    let largest = problems.map { distance(fromSlopeOf: $0) }.max() ?? 0
    return (1.01e-8...1e-3).contains(largest) ? Self.stopsEarly : nil
  }
}
