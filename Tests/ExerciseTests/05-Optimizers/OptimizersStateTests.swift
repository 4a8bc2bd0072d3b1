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
      try expectOwnState(of: { try optimizers.momentum() }, starts, gradients) { history, _ in
        -0.25 * history.sum(0.75)
      }
      try expectOwnState(of: { try optimizers.adam() }, starts, gradients) { history, count in
        // With another count than its own, a mean is corrected by what that asks for.
        let sums = AdamSums(AdamSettings(rate: 0.25, 0.625, 0.875, epsilon: 0.125), history)
        return -0.25 * sums.counted(ahead: Double(count) - history.count)
      }
    }

    private func expectOwnState(
      of make: () throws -> any Optimizer, _ starts: [Vector], _ gradients: [Vector],
      _ rule: (_ history: GradientHistory, _ count: Int) -> Double
    ) throws {
      func steps(_ gradients: [Vector], counts: [Int]) -> [Vector] {
        counts.enumerated().map { k, count in
          StepCall(settings: count, gradients: Array(gradients[...k])).displacement { rule($1, $0) }
        }
      }
      let pair = try [make(), make()]
      var (taken, parameters): ([[Vector]], [Vector]) = ([[], []], starts)
      for (k, gradient) in gradients.enumerated() {
        parameters[k % 2] = try pair[k % 2].step(parameters: parameters[k % 2], gradient: gradient)
        taken[k % 2].append(parameters[k % 2])
      }
      let together = steps(gradients, counts: Array(1...6))
      for i in 0..<2 {
        let turns = gradients.indices.filter { $0 % 2 == i }
        let own = turns.map { gradients[$0] }
        expect(
          Matrix(rows: taken[i]), equals: path(steps(own, counts: [1, 2, 3]), from: starts[i]),
          "the parameters of optimizer \(i + 1) of 2 (a row a step)",
          mistakes: [
            path(turns.map { together[$0] }, from: starts[i]): Slip.sharedState,
            path(steps(own, counts: turns.map { $0 + 1 }), from: starts[i]): Slip.sharedState,
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

    // The ends that belong to a range are accepted, and what lies far inside it, such as ε > 1.

    @Test(
      "Settings that make no sense are refused",
      .hint("What does `Double.nan < 0` say, and what would `guard learningRate >= 0` do with NaN?")
    )
    func badSettings() throws {
      let (rates, decays) = ([-0.5] + Sweep.notFinite, [-0.25, 1, 1.5] + Sweep.notFinite)
      let (epsilons, numbers) = ([0, -0.125] + Sweep.notFinite, Sweep.notFinite)
      let refusals: [(argument: String, values: [Double], call: (Double) throws -> Void)] = [
        ("learningRate", rates, { _ = try optimizers.gradientDescent(rate: $0) }),
        ("learningRate", rates, { _ = try optimizers.momentum(rate: $0) }),
        ("learningRate", rates, { _ = try optimizers.adam(rate: $0) }),
        ("learningRate", rates, { _ = try trace(learningRate: $0) }),
        ("momentum", decays, { _ = try optimizers.momentum(momentum: $0) }),
        ("beta1", decays, { _ = try optimizers.adam(beta1: $0) }),
        ("beta2", decays, { _ = try optimizers.adam(beta2: $0) }),
        ("beta1", decays, { _ = try trace(beta1: $0) }),
        ("beta2", decays, { _ = try trace(beta2: $0) }),
        ("epsilon", epsilons, { _ = try optimizers.adam(epsilon: $0) }),
        ("epsilon", epsilons, { _ = try trace(epsilon: $0) }),
        ("parameter", numbers, { _ = try trace(parameter: $0) }),
        ("firstGradient", numbers, { _ = try trace(firstGradient: $0) }),
        ("secondGradient", numbers, { _ = try trace(secondGradient: $0) }),
      ]
      for (argument, values, call) in refusals {
        try expectRefused(
          argument, values, mistake: Slip.range(of: argument), nanMistake: Slip.nanPasses, call)
      }
      for (rate, epsilon) in [(0, 1e-300), (1e-300, 1e300), (0, 7)] {
        for optimizer in [
          try optimizers.gradientDescent(rate: rate),
          try optimizers.momentum(rate: rate, momentum: 0),
          try optimizers.momentum(rate: rate, momentum: 1 - 0x1p-53),
          try optimizers.adam(rate: rate, beta1: 0, beta2: 0, epsilon: epsilon),
          try optimizers.adam(rate: rate, beta1: 0.999, beta2: 0.5, epsilon: epsilon),
        ] {
          try expect(
            optimizer.step(parameters: [3, -4], gradient: [1, 2]), equals: [3, -4],
            "a step with the learning rate \(rate)")
        }
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

    // A refused step must leave no trace: the next one is compared with that of an optimizer which
    // has never met the bad calls.

    @Test(
      "A step with vectors that don't fit is refused and changes nothing",
      .hint("When your step finds out that the input is bad, has it already changed u, m, v or t?"))
    func badSteps() throws {
      try expectRefusals { try optimizers.gradientDescent() }
      try expectRefusals(keepsCount: true) { try optimizers.momentum() }
      try expectRefusals(keepsCount: true) { try optimizers.adam() }
    }

    private func expectRefusals(
      keepsCount: Bool = false, by make: () throws -> any Optimizer
    ) throws {
      func first(_ optimizer: any Optimizer) throws -> Vector {
        try optimizer.step(parameters: [1, -1, 0.5], gradient: [0.5, 2, -1]).requiring(entries: 3)
      }
      func second(_ optimizer: any Optimizer) throws -> Vector {
        try optimizer.step(parameters: [2, 0, 1], gradient: [-0.25, 1, 3]).requiring(entries: 3)
      }
      let undisturbed = try make()
      let right = (try first(undisturbed), try second(undisturbed))

      let optimizer = try make()
      var areRefused = true
      func expectRefused(
        _ argument: String, _ parameters: Vector, _ gradient: Vector,
        sourceLocation: SourceLocation = #_sourceLocation
      ) throws {
        let isFinite = parameters.allSatisfy(\.isFinite) && gradient.allSatisfy(\.isFinite)
        let isRefused = try expectInvalidInput(
          naming: argument, mistake: isFinite ? Slip.misfit : Slip.notFinite,
          sourceLocation: sourceLocation,
          { _ = try optimizer.step(parameters: parameters, gradient: gradient) })
        areRefused = areRefused && isRefused
      }
      try expectRefused("parameters", [], [])
      try expectRefused("gradient", [1, -1, 0.5, 2], [0.5, 2])
      let begun = try first(optimizer)
      for gradient in [[-0.25, 1], [-0.25, 1, 3, 4], []] as [Vector] {
        try expectRefused("gradient", [2, 0, 1], gradient)
      }
      for place in Sweep.places(in: 3) {
        for strange in Sweep.notFinite {
          let (parameters, gradient): (Vector, Vector) = ([2, 0, 1], [-0.25, 1, 3])
          try expectRefused("gradient", parameters, gradient.with(strange, at: place))
          try expectRefused("parameters", parameters.with(strange, at: place), gradient)
        }
      }
      if keepsCount {
        try expectRefused("parameters", [2, 0], [-0.25, 1])
        try expectRefused("parameters", [2, 0, 1, 5], [-0.25, 1, 3, 4])
      }
      let many = Vector.ones(33)
      for place in Sweep.places(in: 33) {
        for strange in Sweep.notFinite {
          let bad = many.with(strange, at: place)
          for (name, parameters, gradient) in [("parameters", bad, many), ("gradient", many, bad)] {
            let other = try make()
            try expectInvalidInput(naming: name, mistake: Slip.notFinite) {
              _ = try other.step(parameters: parameters, gradient: gradient)
            }
          }
        }
      }
      let after = try second(optimizer)
      // Where a third optimizer, which nothing disturbs, differs too, refusals are not the reason; nor
      // where a bad step was taken.
      let other = try make()
      let isOwn = try first(other) == right.0 && second(other) == right.1 && areRefused
      expect(
        Matrix(rows: [begun, after]), equals: Matrix(rows: [right.0, right.1]),
        "two steps with refused ones before and between them, beside two without",
        mistakes: isOwn ? [Matrix(rows: [begun, after]): Slip.refusalCounts] : [:])
    }
  }
}

// The settings with which this file makes its optimizers, unless one is to be bad.
extension Optimizers {
  fileprivate func gradientDescent(rate: Double = 0.25) throws -> any Optimizer {
    try makeGradientDescent(learningRate: rate)
  }

  fileprivate func momentum(rate: Double = 0.25, momentum: Double = 0.75) throws -> any Optimizer {
    try makeMomentum(learningRate: rate, momentum: momentum)
  }

  fileprivate func adam(
    rate: Double = 0.25, beta1: Double = 0.625, beta2: Double = 0.875, epsilon: Double = 0.125
  ) throws -> any Optimizer {
    try makeAdam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
