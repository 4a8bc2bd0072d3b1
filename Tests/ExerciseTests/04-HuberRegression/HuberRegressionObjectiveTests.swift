import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The objectives of a data set and their gradients.
//
// Numbers were computed with exact fractions, and again with NumPy.

extension HuberRegressionSuites {
  @Suite("4 · Huber regression: objective and gradient", .part(2))
  struct HuberRegressionObjectiveTests {
    let huber = Student.answer.huberRegression

    /// Five points in two dimensions; the residuals are 0, −3.25, 0.25, 8.5 and 2.5.
    let fivePoints = HuberProblem(
      weights: [0.5, 0.25], inputs: [[1, 2], [3, -1], [0, 1], [2, 2], [-1, 4]],
      targets: [1, -2, 0.5, 10, 3], delta: 1, lambda: 0.1)

    /// Four points in three dimensions; the residuals are −4, 1.5, −1.5 and −5.5.
    let fourPoints = HuberProblem(
      weights: [3, -2, 0.5], inputs: [[1, 0, 2], [0, 1, 1], [1, 1, 1], [2, 0, -1]],
      targets: [0, 0, 0, 0], delta: 0.5, lambda: 2)

    // Two small data sets by hand; drawn ones of all shapes, sizes, δ and λ.

    @Test(
      "The objective is the sum of the losses of all residuals",
      .hint("By what factor is your number off, and is that factor the number of samples?"))
    func objective() throws {
      let far = HuberProblem(
        weights: fourPoints.weights, inputs: fourPoints.inputs, targets: [-1e300, 0, 0, 0],
        delta: fourPoints.delta)
      let cases = [(fivePoints, 12.78125), (fourPoints, 5.75), (far, 5e299)]
      let suspects: [Suspect<(HuberProblem, Double), Double>] = [
        Suspect(HuberMistake.mean) { $1 / Double($0.targets.count) },
        Suspect(HuberMistake.twice) { 2 * $1 },
        Suspect("the objective is a sum of ℓ, without another ½") { $1 / 2 },
        Suspect("the residuals are squared everywhere: this is the least squares objective") {
          $1 + $0.sum { $0.beyond * $0.beyond / 2 }
        }, Suspect(HuberMistake.smoothL1) { $1 / $0.delta },
        Suspect(HuberMistake.noOffset) { problem, right in
          right + problem.sum { $0.beyond > 0 ? problem.delta * problem.delta / 2 : 0 }
        },
      ]
      // Triangles and rectangles under the pulls.
      let drawn = HuberProblem.drawn(from: 100).map { problem in
        (problem, problem.sum { $0.inside * $0.inside / 2 + problem.delta * $0.beyond })
      }
      try expectAll(cases + drawn, of: objective(_:), "the objective", among: suspects)
    }

    // An entry for each weight: what the points pull with, each along its own inputs.

    @Test(
      "The gradient is the sum of all pulls",
      .hint("What does one sample contribute if its residual is −3.25 and δ = 1?"))
    func gradient() throws {
      // One point at a time first: where a sum hides what is wrong, one term doesn't.
      let points = [0.25, -0.25, 7, -7, 1e300].map {
        HuberProblem(weights: [0, 0, 0], inputs: [[3, -1, 2]], targets: [$0], delta: 2.5)
      }
      let pulls = [0.25, -0.25, 2.5, -2.5, 2.5].map { Vector([-3, 1, -2]) * $0 }
      // A point that is far away already pulls no harder when it moves on.
      var farAway = fivePoints
      farAway.targets = [1, -1e300, 0.5, 1e300, 3]
      let cases: [(HuberProblem, Vector)] = [
        (fivePoints, [2, -7.25]), (fourPoints, [2, 0, 0.5]), (farAway, [2, -7.25]),
      ]
      let drawn = HuberProblem.drawn(from: 120).map { ($0, $0.gradient(Self.inside)) }
      try expectAll(
        zip(points, pulls) + cases + drawn, of: gradient(_:), "the gradient", among: suspects)
    }

    // Central differences of your own objective, δ ≠ 1, more samples than weights.

    @Test(
      "The gradient is the derivative of your objective",
      .hint("How does the residual change when one weight grows a little?"))
    func slope() throws {
      for problem in [11, 12].map({ HuberProblem(draw: $0, samples: 9, features: 4) }) {
        let isRight = try expectAll(
          [(problem, problem.gradient(Self.inside))], of: gradient(_:), "the gradient",
          among: suspects)
        // Of an objective that is wrong itself, the slope tells nothing about the gradient.
        let losses = problem.sum { $0.inside * $0.inside / 2 + problem.delta * $0.beyond }
        guard isRight,
          try expect(
            objective(problem), equals: losses,
            "the objective of \(problem.name)")
        else { continue }
        try expectGradient(
          of: { weights in
            try huber.objective(
              weights: weights, inputs: problem.inputs, targets: problem.targets,
              delta: problem.delta)
          }, at: problem.weights, equals: gradient(problem),
          "the gradient of \(problem.name)", constants: ["N": 9, "δ": problem.delta])
      }
    }

    // With the ½, over all weights.

    @Test(
      "The ridge objective adds half of lambda times the squared norm of the weights",
      .hint("Which of the three usual conventions of L2 is stated here?"))
    func ridgeObjective() throws {
      func penalty(_ problem: HuberProblem) -> Double {
        problem.lambda / 2 * problem.weights.squaredNorm()
      }
      let drawn = HuberProblem.drawn(from: 140)
      var unpenalized = drawn[7]
      unpenalized.lambda = 0
      let cases = [(fivePoints, 12.796875), (fourPoints, 19)]
      let suspects: [Suspect<(HuberProblem, Double), Double>] = [
        Suspect("the penalty is λ/2‖w‖², with the ½") { $1 + penalty($0) },
        Suspect("the penalty λ/2‖w‖² is missing") { $1 - penalty($0) },
        Suspect("the norm in λ/2‖w‖² is squared") {
          $1 - penalty($0) + $0.lambda / 2 * $0.weights.norm()
        },
        Suspect("the penalty has the squares of the weights, not their magnitudes") {
          $1 - penalty($0) + $0.lambda / 2 * $0.weights.norm1()
        }, Suspect("the penalty is added, not subtracted") { $1 - 2 * penalty($0) },
        Suspect(HuberMistake.mean) { ($1 - penalty($0)) / Double($0.targets.count) + penalty($0) },
        Suspect("the penalty is divided by the number of samples") {
          $1 - penalty($0) + penalty($0) / Double($0.targets.count)
        },
      ]
      let others = (drawn + [unpenalized] + HuberProblem.penalties).map { problem in
        (
          problem,
          penalty(problem)
            + problem.sum { $0.inside * $0.inside / 2 + problem.delta * $0.beyond }
        )
      }
      let all = cases + others
      try expectAll(all, of: ridgeObjective(_:), "the ridge objective", among: suspects)
    }

    // By value for all shapes, sizes, δ and λ; then by central differences.

    @Test(
      "The gradient of the ridge objective is the derivative of your ridge objective",
      .hint("What is the derivative of ½λw² with respect to w?"))
    func ridgeGradient() throws {
      let drawn = HuberProblem.drawn(from: 160)
      var unpenalized = drawn[7]
      unpenalized.lambda = 0
      let cases: [(HuberProblem, Vector)] = [
        (fivePoints, [2.05, -7.225]), (fourPoints, [8, -4, 1.5]),
      ]
      let others = (drawn + [unpenalized] + HuberProblem.penalties).map {
        ($0, $0.gradient(decay: $0.lambda, Self.inside))
      }
      let isRight = try expectAll(
        cases + others, of: ridgeGradient(_:), "the ridge gradient", among: ridgeSuspects)
      let problem = HuberProblem(draw: 14, samples: 9, features: 4)
      let losses = problem.sum { $0.inside * $0.inside / 2 + problem.delta * $0.beyond }
      // Of an objective that is wrong itself, the slope tells nothing about the gradient.
      guard isRight,
        try expect(
          ridgeObjective(problem),
          equals: losses + problem.lambda / 2 * problem.weights.squaredNorm(),
          "the ridge objective of \(problem.name)")
      else { return }
      try expectGradient(
        of: { weights in
          try huber.ridgeObjective(
            weights: weights, inputs: problem.inputs, targets: problem.targets,
            delta: problem.delta, lambda: problem.lambda)
        }, at: problem.weights, equals: ridgeGradient(problem),
        "the ridge gradient of \(problem.name)", terms: ["w": problem.weights],
        constants: ["N": 9, "δ": problem.delta, "λ": problem.lambda])
    }

    // Shapes that don't fit, nothing at all, and numbers that aren't any.

    @Test(
      "Data that doesn't fit together, or isn't finite, is refused",
      .hint("What does your function do with three weights for two columns of inputs?"))
    func badInput() throws {
      let before = (try objective(fivePoints), try ridgeGradient(fivePoints))
      let cut = HuberMistake.cut
      try expectAllRefuse(naming: "weights", "3", cut) { $0.weights = [0.5, 0.25, 1] }
      try expectAllRefuse(naming: "weights", "1", cut) { $0.weights = [0.5] }
      try expectAllRefuse(naming: "targets", "4", cut) { $0.targets = [1, -2, 0.5, 10] }
      try expectAllRefuse(naming: "targets", "6", cut) { $0.targets = [1, -2, 0.5, 10, 3, 0] }
      try expectAllRefuse(naming: "weights") { ($0.weights, $0.inputs) = ([], .zeros(5, 0)) }
      try expectAllRefuse(naming: "targets") { ($0.targets, $0.inputs) = ([], .zeros(0, 2)) }
      for place in Sweep.places(in: 2) {
        try expectAllRefuse("weights", Sweep.notFinite) { $0.weights[place] = $1 }
      }
      for place in Sweep.places(in: 5) {
        try expectAllRefuse("targets", Sweep.notFinite) { $0.targets[place] = $1 }
        try expectAllRefuse("inputs", Sweep.notFinite) { $0.inputs[place, 1] = $1 }
        try expectAllRefuse("inputs", Sweep.notFinite) { $0.inputs[place, 0] = $1 }
      }
      let many = HuberProblem(draw: 180, samples: 33, features: 9)
      for (k, place) in Sweep.places(in: 33).enumerated() {
        let bad = Sweep.notFinite[k % 3]
        for call in calls {
          var spoilt = [many, many, many]
          spoilt[0].targets[place] = bad
          spoilt[1].inputs[place, place % 9] = bad
          spoilt[2].weights[place / 4] = bad
          for (name, problem) in zip(["targets", "inputs", "weights"], spoilt) {
            try expectInvalidInput(naming: name) { try call(problem) }
          }
        }
      }
      try expectAllRefuse("delta", HuberMistake.notPositive) { $0.delta = $1 }
      try expectAllRefuse("lambda", HuberMistake.negative, by: 2...) { $0.lambda = $1 }
      try expect(
        objective(fivePoints), equals: before.0, "the objective of five points after refused calls")
      try expect(
        ridgeGradient(fivePoints), equals: before.1,
        "the ridge gradient of five points after refused calls")
    }

    /// The four functions; the last two have a λ.
    var calls: [(HuberProblem) throws -> Vector] {
      [
        { Vector([try objective($0)]) }, gradient(_:),
        { Vector([try ridgeObjective($0)]) }, ridgeGradient(_:),
      ]
    }

    /// Expects that all four functions refuse five points that a change has spoilt.
    func expectAllRefuse(
      naming argument: String, _ value: String? = nil, _ mistake: String? = nil,
      sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout HuberProblem) -> Void
    ) throws {
      var problem = fivePoints
      change(&problem)
      for call in calls {
        try expectInvalidInput(
          naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation
        ) { try call(problem) }
      }
    }

    /// Expects that they refuse each of these numbers; only the last two have a λ.
    func expectAllRefuse(
      _ argument: String, _ values: [Double], by functions: PartialRangeFrom<Int> = 0...,
      sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout HuberProblem, Double) -> Void
    ) throws {
      for call in calls[functions] {
        try HuberMistake.expectRefusal(
          of: argument, values, sourceLocation: sourceLocation
        ) {
          var problem = fivePoints
          change(&problem, $0)
          return try call(problem)
        }
      }
    }

    func objective(_ problem: HuberProblem) throws -> Double {
      try huber.objective(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta)
    }

    func gradient(_ problem: HuberProblem) throws -> Vector {
      try huber.gradient(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta)
    }

    func ridgeObjective(_ problem: HuberProblem) throws -> Double {
      try huber.ridgeObjective(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta, lambda: problem.lambda)
    }

    func ridgeGradient(_ problem: HuberProblem) throws -> Vector {
      try huber.ridgeGradient(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta, lambda: problem.lambda)
    }
  }
}
