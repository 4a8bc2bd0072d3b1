import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension OptimizersSuites {
  @Suite("5 · Optimizers: state and bad input", .part(3))
  struct OptimizersStateTests {
    let optimizers = Student.answer.optimizers

    // Two optimizers take turns; each must go the way that it goes alone. Were there one state for
    // both, then every gradient would count in both: those values are the foreseen mistakes. And
    // the parameters may be moved between two steps: what a step adds depends on gradients alone.
    @Test(
      "An optimizer keeps its own state, and nothing else",
      .hint("Where does your code keep u, m, v and t, and who else can reach that place?"))
    func ownState() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let gradients = (0..<6).map { _ in
        Vector.normal(count: 3, standardDeviation: 2, using: &generator)
      }
      let starts = (0..<2).map { _ in Vector.normal(count: 3, using: &generator) }
      try expectOwnState(of: optimizers.momentum, starts, gradients) {
        Displacements.ofMomentum($0, 0.25, 0.75)
      }
      try expectOwnState(of: optimizers.adam, starts, gradients) {
        Displacements.ofAdam($0, 0.25, 0.625, 0.875, 0.125)
      }
    }

    private func expectOwnState(
      of make: () throws -> any Optimizer, _ starts: [Vector], _ gradients: [Vector],
      _ steps: ([Vector]) -> [Vector]
    ) throws {
      let pair = try [make(), make()]
      var taken: [[Vector]] = [[], []]
      var parameters = starts
      for (k, gradient) in gradients.enumerated() {
        let now = try pair[k % 2].step(parameters: parameters[k % 2], gradient: gradient)
        taken[k % 2].append(now)
        parameters[k % 2] = now
      }
      let together = steps(gradients)
      for i in 0..<2 {
        let turns = gradients.indices.filter { $0 % 2 == i }
        expect(
          Matrix(rows: taken[i]),
          equals: Displacements.path(steps(turns.map { gradients[$0] }), from: starts[i]),
          "the parameters of optimizer \(i + 1) of 2 (a row a step)",
          mistakes: [
            Displacements.path(turns.map { together[$0] }, from: starts[i]): Slip.sharedState
          ])
      }

      let optimizer = try make()
      _ = try optimizer.step(parameters: starts[0], gradient: gradients[0])
      try expect(
        optimizer.step(parameters: starts[1], gradient: gradients[1]),
        equals: starts[1] + together[1],
        "the second step, from other parameters than the first step gave",
        mistakes: [starts[0] + together[0] + together[1]: Slip.ownParameters])
    }

    // α ≥ 0, 0 ≤ μ, β₁, β₂ < 1, ε > 0, all finite; the ends that belong to it are accepted.
    @Test(
      "Settings that make no sense are refused",
      .hint("What does `Double.nan < 0` say, and what would `guard learningRate >= 0` do with NaN?")
    )
    func badSettings() throws {
      for rate in [-0.5, .nan, .infinity] {
        try expectRefused("learningRate", rate) {
          _ = try optimizers.makeGradientDescent(learningRate: $0)
        }
        try expectRefused("learningRate", rate) {
          _ = try optimizers.makeMomentum(learningRate: $0, momentum: 0.5)
        }
        try expectRefused("learningRate", rate) {
          _ = try optimizers.makeAdam(learningRate: $0, beta1: 0.5, beta2: 0.75, epsilon: 0.1)
        }
        try expectRefused("learningRate", rate) { _ = try trace(learningRate: $0) }
      }
      for decay in [-0.25, 1, 1.5, .nan] {
        try expectRefused("momentum", decay) {
          _ = try optimizers.makeMomentum(learningRate: 0.5, momentum: $0)
        }
        try expectRefused("beta1", decay) {
          _ = try optimizers.makeAdam(learningRate: 0.5, beta1: $0, beta2: 0.75, epsilon: 0.1)
        }
        try expectRefused("beta2", decay) {
          _ = try optimizers.makeAdam(learningRate: 0.5, beta1: 0.5, beta2: $0, epsilon: 0.1)
        }
        try expectRefused("beta1", decay) { _ = try trace(beta1: $0) }
        try expectRefused("beta2", decay) { _ = try trace(beta2: $0) }
      }
      for epsilon in [0, -0.125, .nan, .infinity] {
        try expectRefused("epsilon", epsilon) {
          _ = try optimizers.makeAdam(learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: $0)
        }
        try expectRefused("epsilon", epsilon) { _ = try trace(epsilon: $0) }
      }
      for number in [Double.nan, -.infinity] {
        try expectRefused("parameter", number) { _ = try trace(parameter: $0) }
        try expectRefused("firstGradient", number) { _ = try trace(firstGradient: $0) }
        try expectRefused("secondGradient", number) { _ = try trace(secondGradient: $0) }
      }

      for optimizer in [
        try optimizers.makeGradientDescent(learningRate: 0),
        try optimizers.makeMomentum(learningRate: 0, momentum: 0),
        try optimizers.makeAdam(learningRate: 0, beta1: 0, beta2: 0, epsilon: 1e-300),
      ] {
        try expect(
          optimizer.step(parameters: [3, -4], gradient: [1, 2]), equals: [3, -4],
          "a step with the learning rate 0")
      }
    }

    private func trace(
      parameter: Double = 1, firstGradient: Double = 2, secondGradient: Double = -1,
      learningRate: Double = 0.5, beta1: Double = 0.5, beta2: Double = 0.75, epsilon: Double = 0.1
    ) throws -> AdamTrace {
      try optimizers.adamTrace(
        parameter: parameter, firstGradient: firstGradient, secondGradient: secondGradient,
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }

    // NaN fails every comparison, which makes it pass every check that is written as `if x < 0`.
    private func expectRefused(
      _ argument: String, _ value: Double, _ body: (Double) throws -> Void,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try expectInvalidInput(
        naming: argument, value: "\(value)",
        mistake: value.isNaN ? Slip.nanPasses : Slip.range(of: argument),
        sourceLocation: sourceLocation, { try body(value) })
    }

    // A refused step must leave no trace: the next one is compared with that of an optimizer which
    // has never met the bad calls.
    @Test(
      "A step with vectors that don't fit is refused and changes nothing",
      .hint("When your step finds out that the input is bad, has it already changed u, m, v or t?"))
    func badSteps() throws {
      try expectRefusals(by: optimizers.gradientDescent)
      try expectRefusals(by: optimizers.momentum, keepsCount: true)
      try expectRefusals(by: optimizers.adam, keepsCount: true)
    }

    private func expectRefusals(
      by make: () throws -> any Optimizer, keepsCount: Bool = false
    ) throws {
      let undisturbed = try make()
      _ = try undisturbed.step(parameters: [1, -1, 0.5], gradient: [0.5, 2, -1])
      let right = try undisturbed.step(parameters: [2, 0, 1], gradient: [-0.25, 1, 3])

      let optimizer = try make()
      func expectRefused(
        _ argument: String, _ parameters: Vector, _ gradient: Vector,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        let isFinite = parameters.allSatisfy(\.isFinite) && gradient.allSatisfy(\.isFinite)
        try expectInvalidInput(
          naming: argument, mistake: isFinite ? Slip.misfit : Slip.notFinite,
          sourceLocation: sourceLocation,
          { _ = try optimizer.step(parameters: parameters, gradient: gradient) })
      }
      try expectRefused("parameters", [], [])
      try expectRefused("gradient", [1, -1, 0.5, 2], [0.5, 2])
      _ = try optimizer.step(parameters: [1, -1, 0.5], gradient: [0.5, 2, -1])
      try expectRefused("gradient", [2, 0, 1], [-0.25, 1])
      try expectRefused("gradient", [2, 0, 1], [-0.25, 1, 3, 4])
      try expectRefused("gradient", [2, 0, 1], [-0.25, .nan, 3])
      try expectRefused("gradient", [2, 0, 1], [-0.25, 1, .infinity])
      try expectRefused("parameters", [.nan, 0, 1], [-0.25, 1, 3])
      try expectRefused("parameters", [2, -.infinity, 1], [-0.25, 1, 3])
      if keepsCount {
        try expectRefused("parameters", [2, 0], [-0.25, 1])
        try expectRefused("parameters", [2, 0, 1, 5], [-0.25, 1, 3, 4])
      }
      let after = try optimizer.step(parameters: [2, 0, 1], gradient: [-0.25, 1, 3])
      expectProperty(
        after.count == right.count && (after - right).normInfinity() <= 1e-12,
        "after refused steps the next step gives \(right), as without them, and not \(after)",
        mistake: Slip.refusalCounts)
    }
  }
}

// The settings with which this file makes its optimizers.
extension Optimizers {
  fileprivate func gradientDescent() throws -> any Optimizer {
    try makeGradientDescent(learningRate: 0.25)
  }

  fileprivate func momentum() throws -> any Optimizer {
    try makeMomentum(learningRate: 0.25, momentum: 0.75)
  }

  fileprivate func adam() throws -> any Optimizer {
    try makeAdam(learningRate: 0.25, beta1: 0.625, beta2: 0.875, epsilon: 0.125)
  }
}
