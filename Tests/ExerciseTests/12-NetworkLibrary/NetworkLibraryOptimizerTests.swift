import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: optimizers", .part(6))
  struct NetworkLibraryOptimizerTests {
    let library = Student.answer.networkLibrary

    // Two weights, and a bias that takes the gradients of weight 0 again, in exact fractions; then
    // with weight decay, in exact fractions and in NumPy. Last, several optimizers in turn.

    @Test(
      "SGD has momentum, and decays the weights but not the bias",
      .hint("What are g, u and w after the first step, for a weight and for a bias?"))
    func sgd() throws {
      let plain = try library.linear([[1, 0]], [1])
      let momentum = try library.makeSGD(
        for: plain, learningRate: 0.1, momentum: 0.9, weightDecay: 0)
      let taken = try path(
        of: plain, momentum, along: [[0.5, 3, 0.5], [-0.25, 0, -0.25], [1, 0, 1]])
      guard expectMoved(taken, from: [1, 0, 1]) else { return }
      expect(
        taken, equals: [[0.95, -0.3, 0.95], [0.93, -0.57, 0.93], [0.812, -0.813, 0.812]],
        "two weights and the bias (a row a step)",
        mistakes: [
          [[0.995, -0.03, 0.995], [0.993, -0.057, 0.993], [0.9812, -0.0813, 0.9812]]: Slip.damping,
          [[0.95, -0.3, 0.95], [0.9075, -0.57, 0.9075], [0.85925, -0.813, 0.85925]]: Slip.damping,
          [[0.905, -0.57, 0.905], [0.912, -0.813, 0.912], [0.7058, -1.0317, 0.7058]]: Slip.nesterov,
          [[1, 0, 1], [0.95, -0.3, 0.95], [0.93, -0.57, 0.93]]: Slip.oldVelocity,
          [[0.95, -0.3, 0.95], [0.975, -0.3, 0.975], [0.875, -0.3, 0.875]]: Slip.noVelocity,
          [[1.05, 0.3, 1.05], [1.07, 0.57, 1.07], [1.188, 0.813, 1.188]]: Slip.ascent,
        ])
      let decayed = try library.linear([[5, -2]], [3])
      let optimizer = try library.makeSGD(
        for: decayed, learningRate: 0.5, momentum: 0.5, weightDecay: 0.25)
      try expect(
        path(of: decayed, optimizer, along: [[1, -2, 4], [-1, 0, 2]]),
        equals: [[3.875, -0.75, 1], [3.328125, -0.03125, -1]],
        "two weights and the bias (a row a step) with λ = 0.25",
        mistakes: [
          [[4.5, -1, 1], [4.75, -0.5, -1]]: Slip.noDecay,
          [[3.25, -0.5, 1], [2.0625, 0.375, -1]]: Slip.doubleDecay,
          [[3.875, -0.75, 0.625], [3.328125, -0.03125, -1.640625]]: Slip.biasDecayed,
          [[3.875, -0.75, 1], [3.640625, -0.15625, -1]]: Slip.decayBeside,
        ])
      try expectPaths(
        [
          sgdRunner(0.03, 0.7, 25, size: 1e-12), sgdRunner(1.6, 0, 0.3, size: 1),
          sgdRunner(0.3, 0.95, 0, size: 1e6), sgdRunner(4, 0.3, 0.03, size: 1e-3),
        ], steps: 101)
      try expectPaths([sgdRunner(0.03, 0.9, 0.3, size: 1)], steps: 300)
    }

    func sgdRunner(_ rate: Double, _ mu: Double, _ lambda: Double, size: Double) -> Runner {
      Runner("α = \(rate), μ = \(mu), λ = \(lambda)", from: size, gradients: size) {
        try library.makeSGD(for: $0, learningRate: rate, momentum: mu, weightDecay: lambda)
      } rule: { start in
        // Without a velocity: each move is μ times the last one, and what the slope adds.
        var (now, last) = (start, start)
        return { gradient in
          let slope = gradient + lambda * now * Runner.isWeight
          (now, last) = (now + mu * (now - last) - rate * slope, now)
          return now
        }
      }
    }

    // Weight 0 and the bias take the same gradients, and ε is as large as the gradients. The literals
    // of weight 0 come from mpmath with 420 digits; all else, and the foreseen mistakes, from the
    // formulas in plain loops.

    @Test(
      "Adam corrects both means, and counts one step for all parameters",
      .hint("How large is t when the second parameter is changed in the first step?"))
    func adam() throws {
      let model = try library.linear([[1, -1]], [1])
      let optimizer = try library.makeAdam(
        for: model, learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0.1)
      let taken = try path(of: model, optimizer, along: Self.adamGradients)
      guard expectMoved(taken, from: [1, -1, 1]) else { return }
      expect(
        taken, equals: Self.adamPath(), "two weights and the bias (a row a step)",
        mistakes: [
          Self.adamPath(count: { _, _ in .infinity }): Slip.noCorrection,
          Self.adamPath(count: { step, i in 2 * step - (i < 2 ? 1 : 0) }): Slip.countPerParameter,
          Self.adamPath(count: { step, _ in step - 1 }): Slip.countFromZero,
          Self.adamPath(betas: (0.75, 0.5)): Slip.swappedBetas,
          Self.adamPath { $0.mHat / (sqrt($0.v) + 0.1) }: Slip.onlyMeanCorrected,
          Self.adamPath { $0.m / (sqrt($0.vHat) + 0.1) }: Slip.onlySquareCorrected,
          Self.adamPath { $0.mHat / sqrt($0.vHat + 0.1) }: Slip.epsilonInside,
          Self.adamPath { $0.mHat / (sqrt($0.vHat) + 0.1 / sqrt($0.vShare)) }: Slip.epsilonHat,
          Self.adamPath { $0.mHat / ($0.vHat + 0.1) }: Slip.noRoot,
          Self.adamPath { -$0.mHat / (sqrt($0.vHat) + 0.1) }: Slip.adamAscent,
          Self.adamPath { $0.mHat / (sqrt($0.largestHat) + 0.1) }: Slip.amsGrad,
          Self.adamPath { $0.mHat / (sqrt($0.largest / $0.vShare) + 0.1) }: Slip.amsGrad,
          Self.adamPath { $0.nesterov / (sqrt($0.vHat) + 0.1) }: Slip.nAdam,
          Self.adamPath { $0.nextNesterov / (sqrt($0.vHat) + 0.1) }: Slip.nAdam,
          Self.adamPath { $0.g / (sqrt($0.vHat) + 0.1) }: Slip.rmsProp,
          Self.adamPath { $0.g / (sqrt($0.v) + 0.1) }: Slip.rmsProp,
        ])
      expect(
        Vector(taken.column(0)), equals: [0.95, 0.98777135495559, 0.9491701020074529],
        "weight 0, where ε is as large as the gradients")
      try expectPaths(
        [
          adamRunner(0.03, 0.9, 0.999, 1e-8, slope: 1e-12), adamRunner(4, 0.3, 0, 25, slope: 1e6),
          adamRunner(0.3, 0, 0.9, 0.03, slope: 1), adamRunner(1.6, 0.95, 0.7, 1, slope: 1e-3),
        ], steps: 101)
      try expectPaths([adamRunner(0.03, 0.9, 0.999, 1e-8, slope: 1)], steps: 1201)
    }

    func adamRunner(
      _ rate: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double, slope: Double
    ) -> Runner {
      let what = "α = \(rate), β₁ = \(beta1), β₂ = \(beta2), ε = \(epsilon)"
      return Runner(what, from: 1, gradients: slope) {
        try library.makeAdam(
          for: $0, learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      } rule: { start in
        // Weighted means of all gradients and squares so far: sums over sums of the weights.
        var (now, sums, weights) = (start, (Vector.zeros(12), Vector.zeros(12)), (0.0, 0.0))
        return { gradient in
          sums = (beta1 * sums.0 + gradient, beta2 * sums.1 + gradient * gradient)
          weights = (beta1 * weights.0 + 1, beta2 * weights.1 + 1)
          now -= rate / weights.0 * sums.0 / (sqrt(sums.1 / weights.1) + epsilon)
          return now
        }
      }
    }

    /// What Adam keeps of an entry's gradients, and what might be made of it.
    struct Moments {
      var (g, m, v) = (0.0, 0.0, 0.0)
      var (mShare, vShare) = (1.0, 1.0)
      var (largest, largestHat) = (0.0, 0.0)
      var mHat: Double { m / mShare }
      var vHat: Double { v / vShare }
      /// m̂ with the gradient once more, as NAdam has it; then with the next step's correction of m.
      var nesterov: Double { 0.5 * mHat + 0.5 * g / mShare }
      var nextNesterov: Double { 0.5 * m / (0.5 + 0.5 * mShare) + 0.5 * g / mShare }
    }

    static let adamGradients: [Vector] = [
      [0.1, -2, 0.1], [-0.2, 0.5, -0.2], [0.3, 0, 0.3],
    ]

    /// The formulas of Adam in plain loops, with what may go wrong in them.
    static func adamPath(
      _ move: (Moments) -> Double = { $0.mHat / (sqrt($0.vHat) + 0.1) },
      count: (Double, Int) -> Double = { step, _ in step }, betas: (Double, Double) = (0.5, 0.75)
    ) -> Matrix {
      var (parameters, moments) = (Vector([1, -1, 1]), Array(repeating: Moments(), count: 3))
      return Matrix(
        rows: adamGradients.enumerated().map { k, gradient in
          for i in 0..<3 {
            let (t, g) = (count(Double(k + 1), i), gradient[i])
            moments[i].g = g
            moments[i].m = betas.0 * moments[i].m + (1 - betas.0) * g
            moments[i].v = betas.1 * moments[i].v + (1 - betas.1) * g * g
            (moments[i].mShare, moments[i].vShare) = (1 - pow(betas.0, t), 1 - pow(betas.1, t))
            moments[i].largest = max(moments[i].largest, moments[i].v)
            moments[i].largestHat = max(moments[i].largestHat, moments[i].vHat)
            parameters[i] -= 0.1 * move(moments[i])
          }
          return parameters
        })
    }

    // Two models and two optimizers take turns. Values that somebody else sets count from then on.
    // zeroGradients changes the gradients alone.

    @Test(
      "An optimizer changes its model's own parameters, and nothing else",
      .hint("Who else holds the object that your optimizer changes, and is it an object at all?"))
    func ownParameters() throws {
      let makers: [(any Module) throws -> any ModuleOptimizer] = [
        { try library.makeSGD(for: $0, learningRate: 0.5, momentum: 0.5, weightDecay: 0) },
        { try library.makeAdam(for: $0, learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1) },
      ]
      for make in makers {
        let models = try (0..<2).map { _ in try library.linear([[1, -1, 3]], [1]) }
        let optimizers = try models.map(make)
        guard try expectFirstSteps(models, optimizers) else { return }
        try expectZeroedGradients(models, optimizers)
        try expectAllMoved(make)
        // There may be nothing to learn.
        let idle = try make(library.makeSequential([library.makeReLU()]))
        try idle.zeroGradients()
        try idle.step()
      }
      try expectSettingsRefused()
    }

    /// The weights of a model of 3 inputs and 1 output.
    func firstValues(of model: any Module) throws -> Matrix {
      try model.values().entry(0).requiring(rows: 1, columns: 3)
    }

    func expectFirstSteps(
      _ models: [any Module], _ optimizers: [any ModuleOptimizer]
    ) throws -> Bool {
      let gradients: [Matrix] = [[[1, 2, 3]], [[4]]]
      for model in models { try model.setGradients(gradients) }
      let before = try models[0].values()
      try optimizers[1].step()
      expectProperty(
        try models[0].values() == before, "an optimizer leaves other models alone",
        mistake: Slip.stateShared)
      try optimizers[0].step()
      let first = try models[0].values()
      guard
        expectProperty(
          first != before, "the model's values have changed after a step",
          mistake: Slip.copiesUpdated)
      else { return false }
      try expectProperty(
        (firstValues(of: models[0]) - firstValues(of: models[1])).normInfinity() < 1e-12,
        "two equal models with equal gradients take equal first steps, one after the other",
        mistake: Slip.stateShared)
      expectProperty(
        try models[0].gradients() == gradients, "a step leaves the gradients as they are",
        mistake: Slip.stepZeroes)

      // Moved by 10 between two steps: the second step starts there.
      try models[0].setValues(first.map { $0 + 10 })
      for optimizer in optimizers { try optimizer.step() }
      let distance = try firstValues(of: models[0]) - firstValues(of: models[1])
      expectProperty(
        (distance - 10).normInfinity() < 1e-12,
        "a step starts from the values that are in the model at that moment",
        mistake: distance.normInfinity() < 1e-12 ? Slip.copiesUpdated : nil)
      return true
    }

    // The first step against gradients of 1 is the same everywhere: in each entry of 20 layers, one of which
    // is large. Then all gradients are 0.
    func expectAllMoved(_ make: (any Module) throws -> any ModuleOptimizer) throws {
      let layers = try (0..<20).map { k in
        try library.linear(k == 0 ? .zeros(1, 3000) : [[0]], [0])
      }
      let model = try library.makeSequential(layers)
      let optimizer = try make(model)
      let ones = try model.values().map { Matrix.ones($0.rows, $0.columns) }
      try model.setGradients(ones)
      try optimizer.step()
      let values = try model.values()
      let move = values.first?[0, 0] ?? .nan
      expectProperty(
        move < -1e-3
          && zip(values, ones).allSatisfy {
            $0.shape == $1.shape && ($0 - move * $1).normInfinity() < 1e-12
          },
        "a step moves each entry of the 40 parameters of 20 layers, one of them of 1 × 3000")
      try optimizer.zeroGradients()
      expectProperty(
        try model.gradients().allSatisfy { $0.normInfinity() == 0 },
        "after zeroGradients all gradients of 20 layers are 0", mistake: Slip.notZeroed)
    }

    // With gradients of 0, what is remembered still moves the values.
    func expectZeroedGradients(
      _ models: [any Module], _ optimizers: [any ModuleOptimizer]
    ) throws {
      let before = try models.map { try (all: $0.values(), first: firstValues(of: $0)) }
      let zeros = [Matrix.zeros(1, 3), .zeros(1, 1)]
      // After a step that was too long: 0 times infinity isn't 0.
      try models[0].setGradients([[[.infinity, -1, .nan]], [[-.infinity]]])
      try optimizers[0].zeroGradients()
      let cleared = try models[0].gradients()
      let areProducts = cleared.allSatisfy { $0.elements.allSatisfy { $0.isNaN || $0 == 0 } }
      expectProperty(
        cleared == zeros, "after zeroGradients all gradients are 0, in the shape of the values",
        mistake: areProducts ? Slip.timesZero : Slip.notZeroed)
      expectProperty(
        try models[0].values() == before[0].all, "zeroGradients leaves the values as they are")
      try models[1].setGradients(zeros)
      for optimizer in optimizers { try optimizer.step() }
      let moves = try zip(models, before).map { try firstValues(of: $0) - $1.first }
      expectProperty(
        (moves[0] - moves[1]).normInfinity() < 1e-12,
        "a step after zeroGradients is the step after gradients that were set to 0",
        mistake: moves[0].normInfinity() < 1e-12 ? Slip.zeroForgets : nil)
      expectProperty(
        moves[1].normInfinity() > 1e-3, "what is remembered moves the values on without gradients")
    }
  }
}
