import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("5 · Optimizers", .exercise(.optimizers))
enum OptimizersSuites {}

extension OptimizersSuites {
  @Suite("5 · Optimizers", .part(1))
  struct OptimizersTests {
    let optimizers = Student.answer.optimizers

    // Entry by entry: decimals worked by hand, and then all sizes, rates and numbers of entries.

    @Test(
      "Gradient descent steps against the gradient",
      .hint("Where the gradient is positive, in which direction does the function fall?"))
    func gradientDescent() throws {
      typealias Call = (rate: Double, parameters: Vector, gradient: Vector)
      var generator = SeededGenerator(seed: Student.seed)
      let calls: [Call] =
        [(0.25, [1, -2, 0.5], [4, -1, 0.5])]
        + (Sweep.counts + [4, 6]).enumerated().map { k, count in
          let size = Sweep.magnitudes[k % Sweep.magnitudes.count]
          let numbers = (0...1).map { _ in
            Vector.normal(count: count, standardDeviation: size, using: &generator)
          }
          return (Sweep.settings[(k + 3) % Sweep.settings.count], numbers[0], numbers[1])
        } + Sweep.magnitudes.map { ($0, [0, 0], [3, -1]) }
      // All of them live at the same time; each serves vectors of two lengths.
      let made = try calls.map { try optimizers.makeGradientDescent(learningRate: $0.rate) }
      try expectAll(
        Array(zip(calls, made)),
        { "what a step takes away from \($0.0.parameters.count) parameters with α = \($0.0.rate)" },
        // w − αg = r, entry by entry.
        equal: { call, _ in Vector(call.gradient.map { $0 * call.rate }) },
        tolerance: { _ in .relative(1e-9) },
        suspects: [
          Suspect(Slip.ascent) { -$0.0.rate * $0.0.gradient },
          Suspect(Slip.noLearningRate) { $0.0.gradient },
        ]
      ) { call, optimizer in
        _ = try optimizer.step(parameters: [1, 2], gradient: [3, 4])
        return call.parameters
          - (try optimizer.step(parameters: call.parameters, gradient: call.gradient)
            .requiring(entries: call.parameters.count))
      }
    }

    // u ← μu + g, w ← w − αu. Columns 0 and 1 were computed with exact fractions;
    // column 2 comes from decimal arithmetic and, again, from summed weights in NumPy.

    @Test(
      "Momentum adds up the gradients that it has seen",
      .hint("What is u after the first step, and what is left of it in the second?"))
    func momentum() throws {
      let settings = MomentumSettings(rate: 0.1, momentum: 0.9)
      let gradients: [Vector] = [[0.5, 3, -1], [-0.25, 0, 2], [1, 0, 0.5]]
      guard try expectSteps([settings], along: [gradients]) else { return }
      try expect(
        path(of: make(settings), from: [1, 0, -2], along: gradients),
        equals: [[0.95, -0.3, -1.9], [0.93, -0.57, -2.01], [0.812, -0.813, -2.159]],
        "the parameters (a row a step)")
      // Parameters may be large.
      try expect(
        make(MomentumSettings(rate: 1e9, momentum: 0.9)).step(parameters: [3e9], gradient: [2]),
        equals: [1e9])
    }

    // After t steps each gradient counts μᵗ⁻ᵏ times; for several μ and α at once, and hundreds of steps.

    @Test(
      "In the velocity a gradient fades by the factor μ in each step",
      .hint("With what factor is the first gradient still in u after the fourth step?"))
    func fadingGradients() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let drawn = (generator.uniform(in: 0.01..<0.9), generator.uniform(in: 0.3..<0.6))
      let runs: [(settings: MomentumSettings, steps: Int, count: Int)] = [
        (MomentumSettings(rate: drawn.0, momentum: drawn.1), 101, 5),
        (MomentumSettings(rate: 1.6, momentum: generator.uniform(in: 0.98..<0.99)), 1201, 1),
        (MomentumSettings(rate: 2.5e9, momentum: 0), 11, 33),
        (MomentumSettings(rate: 3e-12, momentum: 0.7), 33, 2),
        (MomentumSettings(rate: 0.7, momentum: 0.999), 101, 3),
        (MomentumSettings(rate: 4, momentum: 0.9), 3, 1100),
      ]
      let gradients = runs.enumerated().map {
        variedGradients(
          steps: $1.steps, count: $1.count, size: Sweep.magnitudes[$0], zeroFirst: $0 % 2 == 1,
          &generator)
      }
      _ = try expectSteps(runs.map(\.settings), along: gradients)
    }

    private func make(_ settings: MomentumSettings) throws -> any Optimizer {
      try optimizers.makeMomentum(learningRate: settings.rate, momentum: settings.momentum)
    }

    /// Expects the right steps of optimizers with momentum that take turns.
    private func expectSteps(
      _ settings: [MomentumSettings], along gradients: [[Vector]],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      try ExerciseTests.expectSteps(
        of: zip(settings, gradients).map { (try make($0), $0, $1) },
        { "α = \($0.rate), μ = \($0.momentum)" },
        equal: { -$0.rate * $1.sum($0.momentum) }, suspects: MomentumSettings.wrong,
        sourceLocation: sourceLocation)
    }
  }
}

private struct MomentumSettings {
  let rate: Double
  let momentum: Double

  /// What the usual mistakes add instead.
  static var wrong: [Suspect<StepCall<MomentumSettings>, Vector>] {
    func velocity(
      _ sentence: String,
      _ velocity: @escaping (_ momentum: Double, _ history: GradientHistory) -> Double
    ) -> Suspect<StepCall<MomentumSettings>, Vector> {
      Suspect(sentence) { $0.displacement { -$0.rate * velocity($0.momentum, $1) } }
    }
    return [
      velocity(Slip.damping) { (1 - $0) * $1.sum($0) },
      velocity(Slip.nesterov) { $0 * $1.sum($0) + $1.last },
      velocity(Slip.oldVelocity) { GradientHistory.sum($1.own.dropLast(), $0) },
      velocity(Slip.velocityNotKept) { $1.last },
      velocity(Slip.sharedVelocity) { GradientHistory.sum($1.flat, $0) },
      velocity(Slip.sharedVelocity) { momentum, history in
        // What the last entry has left is carried on by all.
        let lasts = history.all.dropLast().map { $0[$0.count - 1] }
        return momentum * GradientHistory.sum(lasts, momentum) + history.last
      }, velocity(Slip.ascent) { -$1.sum($0) },
      Suspect(Slip.noLearningRate) { $0.displacement { -$1.sum($0.momentum) } },
    ]
  }
}
