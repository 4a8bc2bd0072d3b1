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

    // w ← w − αg, entry by entry. The numbers are decimals worked by hand.
    @Test(
      "Gradient descent steps against the gradient",
      .hint("Where the gradient is positive, in which direction does the function fall?"))
    func gradientDescent() throws {
      let optimizer = try optimizers.makeGradientDescent(learningRate: 0.25)
      try expect(
        optimizer.step(parameters: [1, -2, 0.5], gradient: [4, -1, 0.5]),
        equals: [0, -1.75, 0.375],
        mistakes: [
          [2, -2.25, 0.625]: Slip.ascent,
          [-3, -1, 0]: Slip.noLearningRate,
        ])

      var generator = SeededGenerator(seed: Student.seed)
      let rate = generator.uniform(in: 0.01..<0.9)
      let gradients = randomGradients(steps: 4, &generator)
      let start = Vector.normal(count: 5, using: &generator)
      let steps = gradients.map { gradient in Vector(gradient.map { -rate * $0 }) }
      try expect(
        path(
          of: optimizers.makeGradientDescent(learningRate: rate), from: start, along: gradients),
        equals: Displacements.path(steps, from: start), "the parameters (a row a step)",
        mistakes: [
          Displacements.path(steps.map { -$0 }, from: start): Slip.ascent
        ])
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

    // After t steps u = Σₖ μᵗ⁻ᵏ gₖ, here for random μ and α, and for μ = 0: gradient descent.
    @Test(
      "In the velocity a gradient fades by the factor μ in each step",
      .hint("With what factor is the first gradient still in u after the fourth step?"))
    func fadingGradients() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let rate = generator.uniform(in: 0.01..<0.9)
      let gradients = randomGradients(steps: 9, &generator)
      let start = Vector.normal(count: 5, using: &generator)
      for momentum in [0, generator.uniform(in: 0.3..<0.6), generator.uniform(in: 0.7..<0.99)] {
        let steps = Displacements.ofMomentum(gradients, rate, momentum)
        let taken = try path(
          of: optimizers.makeMomentum(learningRate: rate, momentum: momentum), from: start,
          along: gradients)
        let isRight = expect(
          taken, equals: Displacements.path(steps, from: start),
          "the parameters (a row a step) with μ = \(momentum)",
          mistakes: [
            Displacements.path(steps.map { (1 - momentum) * $0 }, from: start): Slip.damping,
            Displacements.path(steps.map { -$0 }, from: start): Slip.ascent,
          ])
        guard isRight else { return }
      }
    }

    private func randomGradients(steps: Int, _ generator: inout SeededGenerator) -> [Vector] {
      (0..<steps).map { _ in Vector.normal(count: 5, standardDeviation: 3, using: &generator) }
    }
  }
}
