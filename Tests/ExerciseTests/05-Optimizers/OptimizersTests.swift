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
      var calls: [Call] = [(0.25, [1, -2, 0.5], [4, -1, 0.5])]
      for (k, count) in (Sweep.counts + [4, 6]).enumerated() {
        let size = Sweep.magnitudes[k % Sweep.magnitudes.count]
        calls.append(
          (
            Sweep.settings[(k + 3) % Sweep.settings.count],
            Vector.normal(count: count, standardDeviation: size, using: &generator),
            Vector.normal(count: count, standardDeviation: size, using: &generator)
          ))
      }
      // All of them live at the same time; each serves vectors of two lengths.
      let made = try calls.map { try optimizers.makeGradientDescent(learningRate: $0.rate) }
      let seen = try zip(calls, made).map { call, optimizer in
        _ = try optimizer.step(parameters: [1, 2], gradient: [3, 4])
        return (
          call: call,
          answer: try optimizer.step(parameters: call.parameters, gradient: call.gradient)
            .requiring(entries: call.parameters.count)
        )
      }
      let name = Slip.explaining(
        seen,
        among: [
          (Slip.ascent, { Vector(zip($0.parameters, $0.rate * $0.gradient).map { $0 + $1 }) }),
          (Slip.noLearningRate, { Vector(zip($0.parameters, $0.gradient).map { $0 - $1 }) }),
        ])
      for (call, answer) in seen {
        // w − αg = r, entry by entry.
        expect(
          call.parameters - answer, equals: Vector(call.gradient.map { $0 * call.rate }),
          "what a step takes away from \(call.parameters.count) parameters with α = \(call.rate)",
          tolerance: .relative(1e-9),
          mistakes: name.map { [call.parameters - answer: $0] } ?? [:])
      }
    }

    // u ← μu + g, w ← w − αu. Columns 0 and 1 are the reference cases momentum_sgd-01 and -04;
    // column 2 and the mistakes come from decimal arithmetic and, again, from summed weights in NumPy.
    @Test(
      "Momentum adds up the gradients that it has seen",
      .hint("What is u after the first step, and what is left of it in the second?"))
    func momentum() throws {
      let optimizer = try optimizers.makeMomentum(learningRate: 0.1, momentum: 0.9)
      try expect(
        path(
          of: optimizer, from: [1, 0, -2], along: [[0.5, 3, -1], [-0.25, 0, 2], [1, 0, 0.5]]),
        equals: [[0.95, -0.3, -1.9], [0.93, -0.57, -2.01], [0.812, -0.813, -2.159]],
        "the parameters (a row a step)",
        mistakes: [
          [[0.995, -0.03, -1.99], [0.993, -0.057, -2.001], [0.9812, -0.0813, -2.0159]]:
            Slip.damping,
          [[0.905, -0.57, -1.81], [0.912, -0.813, -2.109], [0.7058, -1.0317, -2.2931]]:
            Slip.nesterov,
          [[1, 0, -2], [0.95, -0.3, -1.9], [0.93, -0.57, -2.01]]: Slip.oldVelocity,
          [[0.95, -0.3, -1.9], [0.975, -0.3, -2.1], [0.875, -0.3, -2.15]]: Slip.velocityNotKept,
          [
            [0.95, -0.345, -2.2105], [0.78555, -0.493005, -2.5437045],
            [0.38566595, -0.852900645, -2.9176105805],
          ]: Slip.sharedVelocity,
          [[0.95, -0.3, -1.9], [1.065, -0.21, -2.01], [0.866, -0.309, -2.159]]:
            Slip.sharedVelocity,
          [[1.05, 0.3, -2.1], [1.07, 0.57, -1.99], [1.188, 0.813, -1.841]]: Slip.ascent,
        ])
    }

    // After t steps each gradient counts μᵗ⁻ᵏ times; for several μ and α at once, and hundreds of steps.
    @Test(
      "In the velocity a gradient fades by the factor μ in each step",
      .hint("With what factor is the first gradient still in u after the fourth step?"))
    func fadingGradients() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let settings: [(rate: Double, momentum: Double, steps: Int)] = [
        (generator.uniform(in: 0.01..<0.9), generator.uniform(in: 0.3..<0.6), 101),
        (1.6, generator.uniform(in: 0.9..<0.99), 300), (25, 0, 11), (0.03, 0.7, 33),
        (0.7, 0.999, 101), (4, 0.9, 3),
      ]
      let made = try settings.map {
        try optimizers.makeMomentum(learningRate: $0.rate, momentum: $0.momentum)
      }
      let counts = [5, 1, 33, 2, 3, 300]
      let gradients = settings.indices.map {
        variedGradients(
          steps: settings[$0].steps, count: counts[$0], size: Sweep.magnitudes[$0],
          zeroFirst: $0 % 2 == 1, &generator)
      }
      let taken = try turns(of: made, along: gradients)
      typealias Call = (settings: Int, step: Int)
      let calls = settings.indices.flatMap { i in
        Sweep.steps.filter { $0 <= settings[i].steps }.map { Call(settings: i, step: $0) }
      }
      func sum(_ call: Call, _ rate: (Double, Double) -> Double) -> Vector {
        let (alpha, momentum, _) = settings[call.settings]
        return Displacements.step(call.step, of: gradients[call.settings]) {
          -rate(alpha, momentum) * Displacements.weighted($0, by: momentum).sum
        }
      }
      let seen = calls.map { (call: $0, answer: taken[$0.settings][$0.step - 1]) }
      let name = Slip.explaining(
        seen,
        among: [
          (Slip.damping, { sum($0) { rate, momentum in rate * (1 - momentum) } }),
          (Slip.ascent, { sum($0) { rate, _ in -rate } }),
          (Slip.noLearningRate, { sum($0) { _, _ in 1 } }),
        ])
      for (call, answer) in seen {
        let (rate, momentum, _) = settings[call.settings]
        expect(
          answer, equals: sum(call) { rate, _ in rate },
          "what step \(call.step) adds with α = \(rate), μ = \(momentum)",
          tolerance: .relative(1e-9), mistakes: name.map { [answer: $0] } ?? [:])
      }
    }
  }
}
