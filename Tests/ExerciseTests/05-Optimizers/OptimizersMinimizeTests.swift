import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension OptimizersSuites {
  @Suite("5 · Optimizers: minimising, and concept checks", .part(4))
  struct OptimizersMinimizeTests {
    let optimizers = Student.answer.optimizers

    // f(w) = ½ Σ sᵢ(wᵢ − cᵢ)² with gradient sᵢ(wᵢ − cᵢ). The way is compared with a plain loop, and so
    // is every place at which the gradient was asked for.

    @Test(
      "Minimising asks for the gradient once a step, where the parameters are",
      .hint("At which point of your loop do you call `gradient`, and with which parameters?"))
    func trajectory() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let (scales, center): (Vector, Vector) = (
        [1, 5, 25], Vector.normal(count: 3, using: &generator)
      )
      let start = center + Vector.uniform(count: 3, in: 1..<2, using: &generator)
      let (rate, mu) = (generator.uniform(in: 0.01..<0.05), generator.uniform(in: 0.5..<0.8))
      let places = momentumPlaces(from: start, scales, center, rate, mu)
      let full = places.count - 1
      // Seven steps at once, and then, with a new optimizer, three steps and four more.
      for runs in [[full], [3, full - 3]] {
        let optimizer = try optimizers.makeMomentum(learningRate: rate, momentum: mu)
        var (parameters, visited): (Vector, [Vector]) = (start, [])
        for steps in runs {
          parameters = try optimizers.minimize(
            gradient: { w in
              visited.append(w)
              return scales * (w - center)
            }, from: parameters, with: optimizer, steps: steps
          ).requiring(entries: start.count)
        }
        let what = "after \(runs.map(String.init).joined(separator: " + ")) steps"
        let isCounted = expect(
          visited.count, equals: full, "the number of calls of gradient \(what)",
          mistakes: [
            full + runs.count:
              "the gradient at the last parameters is not needed: steps calls, not one more",
            2 * full: "the gradient is evaluated once a step and kept, not twice",
          ])
        guard isCounted else { return }
        let standing = runs.flatMap { Array(repeating: $0 == 4 ? visited[3] : start, count: $0) }
        let isRight = expect(
          Matrix(rows: visited), equals: Matrix(rows: Array(places.dropLast())),
          "where the gradient was asked for, \(what) (a row a step)",
          mistakes: [
            Matrix(rows: standing):
              "the gradient is taken at the current parameters, not at the start"
          ])
        guard isRight else { return }
        expect(
          parameters, equals: places[full], "the parameters \(what)",
          mistakes: [
            places[full - 1]: "the last step counts too: return the parameters after it",
            start: "the result is where the steps have led, not the start",
          ])
      }
    }

    /// Where seven steps with momentum lead, the start included.
    func momentumPlaces(
      from start: Vector, _ scales: Vector, _ center: Vector, _ rate: Double, _ mu: Double
    ) -> [Vector] {
      var (places, velocity) = ([start], Vector.zeros(start.count))
      for k in 0..<7 {
        velocity = mu * velocity + scales * (places[k] - center)
        places.append(places[k] - rate * velocity)
      }
      return places
    }

    // steps = 0 is the start, without any call; negative steps are refused; an error of the gradient
    // ends the minimisation and comes out as it is.

    @Test(
      "No steps, negative steps and a gradient that fails",
      .hint(
        "What does `0..<steps` do for steps = −3, and what becomes of an error that a closure throws?"
      ))
    func edges() throws {
      var calls = 0
      let optimizer = try optimizers.makeGradientDescent(learningRate: 0.5)
      let still = try optimizers.minimize(
        gradient: { w in
          calls += 1
          return w
        }, from: [3, -1], with: optimizer, steps: 0)
      expect(still, equals: [3, -1], "the parameters after 0 steps")
      expect(calls, equals: 0, "the number of calls of gradient in 0 steps")
      try expectInvalidInput(
        naming: "steps", value: "-3", mistake: "a negative number of steps is refused"
      ) {
        _ = try optimizers.minimize(gradient: { $0 }, from: [3, -1], with: optimizer, steps: -3)
      }
      do {
        let result = try optimizers.minimize(
          gradient: { w in
            calls += 1
            if calls == 3 { throw OutOfReach() }
            return w
          }, from: [3, -1], with: optimizer, steps: 5)
        expectProperty(
          false, "an error of gradient is passed on; the answer was \(result)",
          mistake: Slip.errorSwallowed)
      } catch is OutOfReach {
        expect(calls, equals: 3, "the number of calls of gradient, of which the third one failed")
      }
      try expectInvalidInput(naming: "gradient", mistake: Slip.errorSwallowed) {
        _ = try optimizers.minimize(
          gradient: { _ in [.nan, 1] }, from: [3, -1], with: optimizer, steps: 5)
      }
    }

    // f(w) = ½(w₁² + 100 w₂²). The best α for gradient descent is 2/101: each step leaves 99/101 of the
    // way. Momentum with α = 4/121, μ = 81/121 leaves 9/11. Adam does not see the scales at all.

    @Test(
      "Momentum and Adam get to the bottom of a narrow valley",
      .hint("Do your steps still agree with the formulas after a hundred of them, when t is large?")
    )
    func narrowValley() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let side = generator.uniform() < 0.5 ? 1.0 : -1
      let start: Vector = [generator.uniform(in: 1..<2), side * generator.uniform(in: 1..<2)]
      func end(_ optimizer: any Optimizer, _ steps: Int) throws -> Vector {
        try optimizers.minimize(
          gradient: { [$0[0], 100 * $0[1]] }, from: start, with: optimizer, steps: steps)
      }
      let plain = try end(optimizers.makeGradientDescent(learningRate: 2.0 / 101), 150)
      let left = pow(99.0 / 101, 150)
      expect(
        plain, equals: [left * start[0], left * start[1]],
        "the parameters after 150 steps of gradient descent")
      let heavy = try end(
        optimizers.makeMomentum(learningRate: 4.0 / 121, momentum: 81.0 / 121), 150)
      expect(
        heavy, equals: [0, 0], "the parameters after 150 steps with momentum",
        tolerance: .absolute(1e-9))
      let adam = try end(
        optimizers.makeAdam(learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8), 500)
      expect(
        adam, equals: [0, 0], "the parameters after 500 steps of Adam", tolerance: .absolute(1e-8))
      // A second minimisation goes on with what the optimizer remembers.
      let whole = try end(adamOfTen(), 10)
      let (again, half) = (try adamOfTen(), 4)
      let middle = try end(again, half)
      try expect(
        optimizers.minimize(
          gradient: { [$0[0], 100 * $0[1]] }, from: middle, with: again, steps: 10 - half),
        equals: whole, "the parameters after 4 steps of Adam and 6 more with the same optimizer")
      try expectAllSteps()
    }

    private func adamOfTen() throws -> any Optimizer {
      try optimizers.makeAdam(learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    }

    /// All steps are taken, however many and however small they are: here the velocity of one tiny
    /// gradient carries on, though every other gradient is 0 or tinier.
    func expectAllSteps() throws {
      var calls = 0
      let late = try optimizers.minimize(
        gradient: { _ in
          calls += 1
          return calls == 4 ? [1, -2] : [0, 0]
        }, from: [3, -1], with: optimizers.makeGradientDescent(learningRate: 0.5), steps: 5)
      expect(
        late, equals: [2.5, 0], "the parameters after 5 steps, of which the fourth has a gradient")
      try expect(
        optimizers.minimize(
          gradient: { _ in [1, -2] }, from: [0, 0],
          with: optimizers.makeGradientDescent(learningRate: 0.5), steps: 1201),
        equals: [-600.5, 1201], "the parameters after 1201 steps along the same gradient")
      // Each step doubles them, and turns their sign.
      try expect(
        optimizers.minimize(
          gradient: { 6 * $0 }, from: [1, -3],
          with: optimizers.makeGradientDescent(learningRate: 0.5), steps: 100),
        equals: [0x1p100, -3 * 0x1p100], "the parameters after 100 steps that go too far")
      for steps in [1, 2, 33, 1201] {
        let momentum = 0.99
        let optimizer = try optimizers.makeMomentum(learningRate: 0.5, momentum: momentum)
        let first: Vector = [3e-20, -1e-20]
        var calls = 0
        let end = try optimizers.minimize(
          gradient: { _ in
            calls += 1
            return calls == 1 ? first : calls == 20 ? [1e-200, 1e-200] : [0, 0]
          }, from: [0, 0], with: optimizer, steps: steps)
        expect(calls, equals: steps, "the number of calls of gradient in \(steps) steps")
        // The velocities are a geometric series.
        let sum = (1 - pow(momentum, Double(steps))) / (1 - momentum)
        expect(
          end, equals: -0.5 * sum * first,
          "the parameters after \(steps) steps, of which only the first has a gradient to speak of",
          tolerance: .relative(1e-9))
      }
    }

    // For factors of both signs and all sizes.

    @Test(
      "What scaled and rare gradients do to a step",
      .hint("What becomes of m̂, v̂ and √v̂ when every gradient is ten times as large?"))
    func scaledGradients() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let factors: [Double] =
        [10, 0.25, -3, generator.uniform(in: 2..<50), -generator.uniform(in: 0.1..<0.9), 1, -1]
        + Sweep.magnitudes.flatMap { [0.7 * $0, -0.7 * $0] }
      for kind in OptimizerKind.allCases {
        try conceptCheck {
          _ = try expectAll(
            factors, { "stepFactor(of: .\(kind), whenGradientsAreScaledBy: \($0))" },
            equal: { kind != .adam ? $0 : $0 < 0 ? -1 : 1 }, tolerance: { _ in .relative(1e-9) },
            suspects: kind == .adam ? Self.wrongFactorsOfAdam : Self.wrongFactors
          ) { try optimizers.stepFactor(of: kind, whenGradientsAreScaledBy: $0) }
        }
        try expectRefused("factor", [0] + Sweep.notFinite) {
          try optimizers.stepFactor(of: kind, whenGradientsAreScaledBy: $0)
        }
      }
      // Of the rare and the common weight, gradient descent moves the rare one 1 % as far, momentum
      // 0.92 %, Adam 9.0 % (computed in NumPy and with 60 digits).
      try conceptCheck {
        try expect(
          optimizers.bestForRareFeature(), equals: .adam,
          mistakes: [
            .gradientDescent:
              "gradient descent moves the rare feature's weight 1 % as far as the other",
            .momentum:
              "a velocity adds gradients up, and 1 % as many gradients add up to about 1 %",
          ])
      }
    }

    static var wrongFactors: [Suspect<Double, Double>] {
      [
        Suspect("only Adam divides by the size of the gradients") { $0 < 0 ? -1 : 1 },
        Suspect("only Adam divides by the size of the gradients") { _ in 1 },
        Suspect("a negative factor turns the step around") { abs($0) },
      ]
    }

    static var wrongFactorsOfAdam: [Suspect<Double, Double>] {
      let root = "√v̂ grows by |c|, not by its root"
      return [
        Suspect("Adam divides by √v̂, which grows with the gradients") { $0 },
        Suspect("√v̂ is as large as |c| times before, v̂ as c² times: the root undoes the square") {
          1 / $0
        }, Suspect(root) { abs($0).squareRoot() }, Suspect(root) { $0 / abs($0).squareRoot() },
        Suspect("Adam's step has the sign of the gradient: a negative factor turns it around") {
          _ in 1
        },
      ]
    }

    // For gradients of all sizes; the squares of some are infinite, and those of others 0.

    @Test(
      "Adam's first step",
      .hint("What are m̂₁ and v̂₁, written with g alone? Can you simplify m̂₁/√v̂₁?")
    )
    func firstAdamStep() throws {
      let sizes =
        [0.04, 3, 250, 1e-100, 1e100, 1e-200, 1e200, 1e-300, 1e308, .leastNonzeroMagnitude]
        + Sweep.magnitudes
      var calls = sizes.enumerated().flatMap { k, size in
        [size, -size].map { FirstStep(rate: Sweep.settings[k % 7], gradient: $0) }
      }
      calls += [(0.125, 0), (0.125, -0.0), (0, 2), (1e300, -1e-5), (1e-300, 7), (0, 0)]
        .map { FirstStep(rate: $0, gradient: $1) }
      try conceptCheck {
        _ = try expectAll(
          calls, { "firstAdamStep(learningRate: \($0.rate), gradient: \($0.gradient))" },
          equal: \.right, tolerance: { _ in .relative(1e-9) }, suspects: FirstStep.wrong
        ) { try optimizers.firstAdamStep(learningRate: $0.rate, gradient: $0.gradient) }
      }
      try expectRefused("learningRate", [-0.5] + Sweep.notFinite) {
        try optimizers.firstAdamStep(learningRate: $0, gradient: 2)
      }
      try expectRefused("gradient", Sweep.notFinite) {
        try optimizers.firstAdamStep(learningRate: 0.125, gradient: $0)
      }
    }
  }
}

/// What a gradient throws to see whether the error arrives.
private struct OutOfReach: Error {}
