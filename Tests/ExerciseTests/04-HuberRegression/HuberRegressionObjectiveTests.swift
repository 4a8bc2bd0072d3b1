import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The objectives of a data set and their gradients.
//
// Numbers come from the reference cases huber_regression-01, -02 and -04 (exact rational
// arithmetic), recomputed with fractions and with NumPy for this suite.

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

    // L(w) = Σᵢ ℓ_δ(yᵢ − wᵀxᵢ): a sum, not a mean.
    @Test(
      "The objective is the sum of the losses of all residuals",
      .hint("By what factor is your number off, and is that factor the number of samples?"))
    func objective() throws {
      try expect(
        objective(fivePoints), equals: 12.78125,
        mistakes: [
          12.78125 / 5: HuberMistake.mean,
          89.125 / 2: "the residuals are squared everywhere: this is the least squares objective",
          14.28125: HuberMistake.noOffset,
        ])
      try expect(
        objective(fourPoints), equals: 5.75,
        mistakes: [
          5.75 / 4: HuberMistake.mean, 5.75 / 2: "the objective is a sum of ℓ, without another ½",
          25.375: "the residuals are squared everywhere: this is the least squares objective",
          11.5: HuberMistake.smoothL1, 6.25: HuberMistake.noOffset,
        ])
      let problem = HuberProblem(draw: 10, samples: 9, features: 3)
      for _ in 1...2 {
        try expect(
          objective(problem), equals: problem.sum(problem.loss),
          mistakes: [problem.sum(problem.loss) / 9: HuberMistake.mean])
      }
      var farAway = fourPoints
      farAway.targets = [-1e300, 0, 0, 0]
      try expect(
        objective(farAway), equals: 5e299,
        mistakes: [.infinity: "the square of a residual of 1e300 is too large for a Double"])
    }

    // ∇L(w) = −Σᵢ ψ(rᵢ) xᵢ, an entry for each weight.
    @Test(
      "The gradient is the sum of all pulls",
      .hint("What does one sample contribute if its residual is −3.25 and δ = 1?"))
    func gradient() throws {
      // One point at a time first: where a sum hides what is wrong, one term doesn't. A point that
      // is wrong is the last one, so that it can be told whether only negative residuals are.
      let inputs: Matrix = [[3, -1, 2]]
      for (target, pull) in [(0.25, 0.25), (-0.25, -0.25), (7, 2.5), (-7, -2.5), (1e300, 2.5)] {
        let point = HuberProblem(
          weights: [0, 0, 0], inputs: inputs, targets: [target], delta: 2.5)
        guard
          try expect(
            gradient(point), equals: Vector([-3, 1, -2]) * pull,
            "the gradient of one point with the residual \(target)", mistakes: mistakes(point))
        else { break }
      }
      try expect(gradient(fivePoints), equals: [2, -7.25], mistakes: mistakes(fivePoints))
      try expect(gradient(fourPoints), equals: [2, 0, 0.5], mistakes: mistakes(fourPoints))
      // A point that is far away already pulls no harder when it moves on.
      var farAway = fivePoints
      farAway.targets = [1, -1e300, 0.5, 1e300, 3]
      try expect(
        gradient(farAway), equals: [2, -7.25], "the gradient with two targets of ±1e300",
        mistakes: mistakes(farAway))
    }

    // Central differences of your own objective, δ ≠ 1, more samples than weights.
    @Test(
      "The gradient is the derivative of your objective",
      .hint("How does the residual change when one weight grows a little?"))
    func slope() throws {
      for problem in [11, 12].map({ HuberProblem(draw: $0, samples: 9, features: 4) }) {
        let yours = try gradient(problem)
        guard
          expect(
            yours, equals: problem.gradient(problem.pull),
            "the gradient of 9 drawn samples with δ = \(problem.delta)",
            mistakes: mistakes(problem))
        else { continue }
        try expectGradient(
          of: { weights in
            try huber.objective(
              weights: weights, inputs: problem.inputs, targets: problem.targets,
              delta: problem.delta)
          }, at: problem.weights, equals: yours,
          "the gradient of 9 drawn samples with δ = \(problem.delta)",
          constants: ["N": 9, "δ": problem.delta], mistakes: mistakes(problem))
      }
    }

    // L(w) + λ/2‖w‖²: with the ½, over all weights.
    @Test(
      "The ridge objective adds half of lambda times the squared norm of the weights",
      .hint("Which of the three usual conventions of L2 is stated here?"))
    func ridgeObjective() throws {
      func mistakes(_ problem: HuberProblem) -> KeyValuePairs<Double, String> {
        let (loss, penalty) = (
          problem.sum(problem.loss), problem.lambda / 2 * problem.weights.squaredNorm()
        )
        return [
          loss + 2 * penalty: "the penalty is λ/2‖w‖², with the ½",
          loss: "the penalty λ/2‖w‖² is missing",
          loss + problem.lambda / 2 * problem.weights.norm(): "the norm in λ/2‖w‖² is squared",
          loss + problem.lambda / 2 * problem.weights.norm1():
            "the penalty has the squares of the weights, not their magnitudes",
          loss - penalty: "the penalty is added, not subtracted",
          loss / Double(problem.targets.count) + penalty: HuberMistake.mean,
          loss + penalty / Double(problem.targets.count):
            "the penalty is divided by the number of samples",
        ]
      }
      try expect(ridgeObjective(fivePoints), equals: 12.796875, mistakes: mistakes(fivePoints))
      try expect(ridgeObjective(fourPoints), equals: 19, mistakes: mistakes(fourPoints))
      var problem = HuberProblem(draw: 13, samples: 9, features: 3)
      var penalty = 0.0
      for weight in problem.weights { penalty += problem.lambda * weight * weight / 2 }
      try expect(
        ridgeObjective(problem), equals: problem.sum(problem.loss) + penalty,
        mistakes: mistakes(problem))
      problem.lambda = 0
      try expect(ridgeObjective(problem), equals: problem.sum(problem.loss))
    }

    // ∇ = −Σᵢ ψ(rᵢ) xᵢ + λw.
    @Test(
      "The gradient of the ridge objective is the derivative of your ridge objective",
      .hint("What is the derivative of ½λw² with respect to w?"))
    func ridgeGradient() throws {
      try expect(
        ridgeGradient(fivePoints), equals: [2.05, -7.225], mistakes: ridgeMistakes(fivePoints))
      try expect(
        ridgeGradient(fourPoints), equals: [8, -4, 1.5], mistakes: ridgeMistakes(fourPoints))
      var problem = HuberProblem(draw: 14, samples: 9, features: 4)
      let yours = try ridgeGradient(problem)
      let isRight = expect(
        yours, equals: problem.gradient(decay: problem.lambda, problem.pull),
        "the ridge gradient of 9 drawn samples with λ = \(problem.lambda)",
        mistakes: ridgeMistakes(problem))
      if isRight {
        try expectGradient(
          of: { weights in
            try huber.ridgeObjective(
              weights: weights, inputs: problem.inputs, targets: problem.targets,
              delta: problem.delta, lambda: problem.lambda)
          }, at: problem.weights, equals: yours,
          "the ridge gradient of 9 drawn samples with λ = \(problem.lambda)",
          terms: ["w": problem.weights],
          constants: ["N": 9, "δ": problem.delta, "λ": problem.lambda])
      }
      problem.lambda = 0
      try expect(
        ridgeGradient(problem), equals: problem.gradient(problem.pull),
        "the ridge gradient with λ = 0")
    }

    // Shapes that don't fit, nothing at all, and numbers that aren't any.
    @Test(
      "Data that doesn't fit together, or isn't finite, is refused",
      .hint("What does your function do with three weights for two columns of inputs?"))
    func badInput() throws {
      let cut = "what doesn't fit is cut to the shorter one: shapes have to be checked first"
      try expectAllRefuse(in: fivePoints, naming: "weights", "3", mistake: cut) {
        $0.weights = [0.5, 0.25, 1]
      }
      try expectAllRefuse(in: fivePoints, naming: "weights", "1", mistake: cut) {
        $0.weights = [0.5]
      }
      try expectAllRefuse(in: fivePoints, naming: "targets", "4", mistake: cut) {
        $0.targets = [1, -2, 0.5, 10]
      }
      try expectAllRefuse(in: fivePoints, naming: "targets", "6", mistake: cut) {
        $0.targets = [1, -2, 0.5, 10, 3, 0]
      }
      try expectAllRefuse(in: fivePoints, naming: "weights") {
        $0.weights = []
        $0.inputs = Matrix(rows: 5, columns: 0, elements: [])
      }
      try expectAllRefuse(in: fivePoints, naming: "targets") {
        $0.targets = []
        $0.inputs = Matrix(rows: 0, columns: 2, elements: [])
      }
      try expectAllRefuse(
        in: fivePoints, naming: "weights", "nan", mistake: HuberMistake.notANumber("weights")
      ) { $0.weights[1] = .nan }
      try expectAllRefuse(in: fivePoints, naming: "targets", "inf") { $0.targets[4] = .infinity }
      try expectAllRefuse(
        in: fivePoints, naming: "inputs", "nan", mistake: HuberMistake.notANumber("inputs")
      ) { $0.inputs[2, 1] = .nan }
      try expectAllRefuse(in: fivePoints, naming: "delta", "-0.5") { $0.delta = -0.5 }
      try expectAllRefuse(
        in: fivePoints, naming: "delta", "nan", mistake: HuberMistake.notANumber("delta")
      ) { $0.delta = .nan }
      for (lambda, text) in [(-0.25, "-0.25"), (.nan, "nan"), (.infinity, "inf")] {
        let mistake = lambda.isNaN ? HuberMistake.notANumber("lambda") : nil
        var problem = fivePoints
        problem.lambda = lambda
        try expectInvalidInput(naming: "lambda", value: text, mistake: mistake) {
          try ridgeObjective(problem)
        }
        try expectInvalidInput(naming: "lambda", value: text, mistake: mistake) {
          try ridgeGradient(problem)
        }
      }
      // A refused call leaves nothing behind.
      try expect(objective(fivePoints), equals: 12.78125)
      try expect(ridgeGradient(fivePoints), equals: [2.05, -7.225])
    }

    /// Expects that all four functions refuse a problem that a change has spoilt.
    private func expectAllRefuse(
      in problem: HuberProblem, naming argument: String, _ value: String? = nil,
      mistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout HuberProblem) -> Void
    ) throws {
      var problem = problem
      change(&problem)
      for call in [objective(_:), ridgeObjective(_:)] {
        try expectInvalidInput(
          naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation
        ) { try call(problem) }
      }
      for call in [gradient(_:), ridgeGradient(_:)] {
        try expectInvalidInput(
          naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation
        ) { try call(problem) }
      }
    }

    private func objective(_ problem: HuberProblem) throws -> Double {
      try huber.objective(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta)
    }

    private func gradient(_ problem: HuberProblem) throws -> Vector {
      try huber.gradient(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta)
    }

    private func ridgeObjective(_ problem: HuberProblem) throws -> Double {
      try huber.ridgeObjective(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta, lambda: problem.lambda)
    }

    private func ridgeGradient(_ problem: HuberProblem) throws -> Vector {
      try huber.ridgeGradient(
        weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
        delta: problem.delta, lambda: problem.lambda)
    }

    /// What the usual mistakes give instead of the gradient.
    private func mistakes(_ problem: HuberProblem) -> KeyValuePairs<Vector, String> {
      let (pull, delta) = (problem.pull, problem.delta)
      let unclipped = problem.gradient { $0 }
      return [
        problem.gradient { abs(pull($0)) }: HuberMistake.signLost,
        problem.gradient { abs($0) > delta ? delta : $0 }: HuberMistake.signLost,
        problem.gradient { min($0, delta) }: HuberMistake.signedTest,
        -problem.gradient(pull): HuberMistake.sign,
        unclipped: HuberMistake.notClipped,
        problem.gradient { abs($0) > delta ? ($0 < 0 ? -1 : 1) : $0 }: HuberMistake.slopeOne,
        problem.gradient { abs($0) > delta ? 0 : $0 }: HuberMistake.ignored,
        clip(unclipped, to: -delta...delta): HuberMistake.gradientClipped,
        problem.gradient(pull) / Double(problem.targets.count): HuberMistake.mean,
      ]
    }

    /// What the usual mistakes give instead of the gradient of the ridge objective.
    private func ridgeMistakes(_ problem: HuberProblem) -> KeyValuePairs<Vector, String> {
      let (pull, lambda, n) = (problem.pull, problem.lambda, Double(problem.targets.count))
      return [
        problem.gradient(decay: 2 * lambda, pull): HuberMistake.doubleDecay,
        problem.gradient(pull): HuberMistake.noDecay,
        problem.gradient(decay: lambda / 2, pull): "the ½ of λ/2‖w‖² is still in its derivative",
        problem.gradient(decay: -lambda, pull): "the derivative of the penalty is λw, not −λw",
        problem.gradient(decay: lambda / n, pull):
          "the penalty is divided by the number of samples",
        problem.gradient(decay: n * lambda, pull): "the penalty is added once for each sample",
        problem.gradient(decay: lambda, { -pull($0) }): HuberMistake.sign,
        problem.gradient(decay: lambda) { $0 }: HuberMistake.notClipped,
        problem.gradient(decay: lambda) { abs(pull($0)) }: HuberMistake.signLost,
        problem.gradient(decay: lambda, { pull($0) / n }): HuberMistake.mean,
      ]
    }
  }
}
