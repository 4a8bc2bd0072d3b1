import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: optimizers", .part(6))
  struct NetworkLibraryOptimizerTests {
    let library = Student.answer.networkLibrary

    // The weights take the gradients of the reference cases momentum_sgd-01 and -04, the bias those of
    // -01 again; then with weight decay, in exact fractions and in NumPy. Last, random settings
    // beside plain loops.
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
          [[0.995, -0.03, 0.995], [0.993, -0.057, 0.993], [0.9812, -0.0813, 0.9812]]:
            NetworkSlip.damping,
          [[0.905, -0.57, 0.905], [0.912, -0.813, 0.912], [0.7058, -1.0317, 0.7058]]:
            NetworkSlip.nesterov,
          [[1, 0, 1], [0.95, -0.3, 0.95], [0.93, -0.57, 0.93]]: NetworkSlip.oldVelocity,
          [[0.95, -0.3, 0.95], [0.975, -0.3, 0.975], [0.875, -0.3, 0.875]]: NetworkSlip.noVelocity,
          [[1.05, 0.3, 1.05], [1.07, 0.57, 1.07], [1.188, 0.813, 1.188]]: NetworkSlip.ascent,
        ])

      let decayed = try library.linear([[5, -2]], [3])
      let optimizer = try library.makeSGD(
        for: decayed, learningRate: 0.5, momentum: 0.5, weightDecay: 0.25)
      try expect(
        path(of: decayed, optimizer, along: [[1, -2, 4], [-1, 0, 2]]),
        equals: [[3.875, -0.75, 1], [3.328125, -0.03125, -1]],
        "two weights and the bias (a row a step) with λ = 0.25",
        mistakes: [
          [[4.5, -1, 1], [4.75, -0.5, -1]]: NetworkSlip.noDecay,
          [[3.25, -0.5, 1], [2.0625, 0.375, -1]]: NetworkSlip.doubleDecay,
          [[3.875, -0.75, 0.625], [3.328125, -0.03125, -1.640625]]: NetworkSlip.biasDecayed,
          [[3.875, -0.75, 1], [3.640625, -0.15625, -1]]: NetworkSlip.decayBeside,
        ])

      var generator = SeededGenerator(seed: Student.seed)
      let settings = (
        rate: generator.uniform(in: 0.05..<0.5), mu: generator.uniform(in: 0.3..<0.95),
        lambda: generator.uniform(in: 0.05..<0.5)
      )
      let start = Vector.normal(count: 3, using: &generator)
      let gradients = (0..<6).map { _ in Vector.normal(count: 3, using: &generator) }
      let model = try library.linear([[start[0], start[1]]], [start[2]])
      let random = try library.makeSGD(
        for: model, learningRate: settings.rate, momentum: settings.mu, weightDecay: settings.lambda
      )
      var (parameters, velocity) = (start, Vector.zeros(3))
      let rows = gradients.map { gradient in
        for i in 0..<3 {
          let decay = i < 2 ? settings.lambda * parameters[i] : 0
          velocity[i] = settings.mu * velocity[i] + gradient[i] + decay
          parameters[i] -= settings.rate * velocity[i]
        }
        return parameters
      }
      try expect(
        path(of: model, random, along: gradients), equals: Matrix(rows: rows),
        "two weights and the bias (a row a step) with random settings")
    }

    // Weight 0 and the bias take the gradients of the reference case adam-02, where ε is as large as
    // the gradients. Weight 1 and the foreseen mistakes come from the formulas in plain loops.
    @Test(
      "Adam corrects both means, and counts one step for all parameters",
      .hint("How large is t when the second parameter is changed in the first step?"))
    func adam() throws {
      let model = try library.linear([[1, -1]], [1])
      let optimizer = try library.makeAdam(
        for: model, learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0.1)
      let taken = try path(
        of: model, optimizer, along: [[0.1, -2, 0.1], [-0.2, 0.5, -0.2], [0.3, 0, 0.3]])
      guard expectMoved(taken, from: [1, -1, 1]) else { return }
      expect(
        taken,
        equals: Self.adamPath(count: { step, _ in step }),
        "two weights and the bias (a row a step)",
        mistakes: [
          Self.adamPath(count: { _, _ in .infinity }): NetworkSlip.noCorrection,
          Self.adamPath(count: { step, i in 2 * step - (i < 2 ? 1 : 0) }):
            NetworkSlip.countPerParameter,
          Self.adamPath(count: { step, _ in step - 1 }): NetworkSlip.countFromZero,
          Self.adamPath(count: { step, _ in step }, betas: (0.75, 0.5)): NetworkSlip.swappedBetas,
          Self.adamPath(count: { step, _ in step }, isEpsilonInside: true): NetworkSlip
            .epsilonInside,
          Self.adamPath(count: { step, _ in step }, hasRoot: false): NetworkSlip.noRoot,
          Self.adamPath(count: { step, _ in step }, sign: -1): NetworkSlip.ascent,
        ])
      expect(
        Vector(taken.column(0)), equals: [0.95, 0.98777135495559, 0.9491701020074529],
        "weight 0, the reference case adam-02")
    }

    /// The formulas of Adam in plain loops, with what may go wrong in them.
    private static func adamPath(
      count: (Double, Int) -> Double, betas: (Double, Double) = (0.5, 0.75),
      isEpsilonInside: Bool = false, hasRoot: Bool = true, sign: Double = 1
    ) -> Matrix {
      var (parameters, mean, square) = (Vector([1, -1, 1]), Vector.zeros(3), Vector.zeros(3))
      let gradients: [Vector] = [[0.1, -2, 0.1], [-0.2, 0.5, -0.2], [0.3, 0, 0.3]]
      return Matrix(
        rows: gradients.enumerated().map { k, gradient in
          for i in 0..<3 {
            let t = count(Double(k + 1), i)
            mean[i] = betas.0 * mean[i] + (1 - betas.0) * gradient[i]
            square[i] = betas.1 * square[i] + (1 - betas.1) * gradient[i] * gradient[i]
            let m = mean[i] / (1 - pow(betas.0, t))
            let v = square[i] / (1 - pow(betas.1, t))
            let root =
              isEpsilonInside ? (v + 0.1).squareRoot() : (hasRoot ? v.squareRoot() : v) + 0.1
            parameters[i] -= sign * 0.1 * m / root
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
        let models = try [1.0, 2].map { try library.linear([[$0, -$0, 3]], [$0]) }
        let gradients: [Matrix] = [[[1, 2, 3]], [[4]]]
        for model in models { try model.setGradients(gradients) }
        let optimizers = try models.map(make)
        let before = try models[0].values()
        try optimizers[1].step()
        expectProperty(
          try models[0].values() == before, "an optimizer leaves other models alone",
          mistake: NetworkSlip.stateShared)
        try optimizers[0].step()
        let first = try models[0].values()
        guard
          expectProperty(
            first != before, "the model's values have changed after a step",
            mistake: NetworkSlip.copiesUpdated)
        else { return }
        let others = try models[1].values()
        expectProperty(
          ((first[0] - before[0]) - (others[0] - [[2, -2, 3]])).normInfinity() < 1e-12,
          "both models have equal gradients, so both take equal first steps",
          mistake: NetworkSlip.stateShared)
        expectProperty(
          try models[0].gradients() == gradients, "a step leaves the gradients as they are",
          mistake: NetworkSlip.stepZeroes)

        // Moved by 10 between two steps: the second step starts there.
        try models[0].setValues(first.map { $0 + 10 })
        for optimizer in optimizers { try optimizer.step() }
        let moved = try models[0].values()
        let unmoved = try models[1].values()
        expectProperty(
          ((moved[0] - first[0] - 10) - (unmoved[0] - others[0])).normInfinity() < 1e-12,
          "a step starts from the values that are in the model at that moment",
          mistake: NetworkSlip.copiesUpdated)

        // With gradients of 0, what is remembered still moves the values.
        try optimizers[0].zeroGradients()
        expectProperty(
          try models[0].gradients() == [.zeros(1, 3), .zeros(1, 1)],
          "after zeroGradients all gradients are 0, in the shape of the values",
          mistake: NetworkSlip.notZeroed)
        expectProperty(
          try models[0].values() == moved, "zeroGradients leaves the values as they are",
          mistake: NetworkSlip.zeroForgets)
        try optimizers[0].step()
        try models[1].setGradients([.zeros(1, 3), .zeros(1, 1)])
        try optimizers[1].step()
        let after = try (models[0].values()[0] - moved[0], models[1].values()[0] - unmoved[0])
        expectProperty(
          (after.0 - after.1).normInfinity() < 1e-12 && after.0.normInfinity() > 1e-3,
          "zeroGradients leaves what the optimizer remembers from step to step",
          mistake: NetworkSlip.zeroForgets)
      }
      try expectSettingsRefused()
    }

    private func expectSettingsRefused() throws {
      let model = try library.linear([[1, 2]], [3])
      func refuse(
        _ name: String, _ values: [Double], _ make: (Double) throws -> any ModuleOptimizer
      )
        throws
      {
        for value in values {
          try expectInvalidInput(
            naming: name, value: "\(value)", mistake: NetworkSlip.settingUnchecked
          ) {
            _ = try make(value)
          }
        }
      }
      let (negative, fraction) = ([-0.5, Double.nan, .infinity], [-0.25, 1, 1.5, Double.nan])
      try refuse("learningRate", negative) {
        try library.makeSGD(for: model, learningRate: $0, momentum: 0.5, weightDecay: 0)
      }
      try refuse("momentum", fraction) {
        try library.makeSGD(for: model, learningRate: 0.5, momentum: $0, weightDecay: 0)
      }
      try refuse("weightDecay", negative) {
        try library.makeSGD(for: model, learningRate: 0.5, momentum: 0.5, weightDecay: $0)
      }
      try refuse("learningRate", negative) {
        try library.makeAdam(for: model, learningRate: $0, beta1: 0.5, beta2: 0.5, epsilon: 1)
      }
      try refuse("beta1", fraction) {
        try library.makeAdam(for: model, learningRate: 0.5, beta1: $0, beta2: 0.5, epsilon: 1)
      }
      try refuse("beta2", fraction) {
        try library.makeAdam(for: model, learningRate: 0.5, beta1: 0.5, beta2: $0, epsilon: 1)
      }
      try refuse("epsilon", [0, -1, .nan, .infinity]) {
        try library.makeAdam(for: model, learningRate: 0.5, beta1: 0.5, beta2: 0.5, epsilon: $0)
      }
    }

    /// Sets gradients and takes a step, for each of the gradients of weight 0, weight 1 and the bias.
    private func path(
      of model: any Module, _ optimizer: any ModuleOptimizer, along gradients: [Vector]
    ) throws -> Matrix {
      Matrix(
        rows: try gradients.map { gradient in
          try model.setGradients([[[gradient[0], gradient[1]]], [[gradient[2]]]])
          try optimizer.step()
          let values = try model.values()
          return [values[0][0, 0], values[0][0, 1], values[1][0, 0]]
        })
    }

    private func expectMoved(_ taken: Matrix, from start: Vector) -> Bool {
      expectProperty(
        (0..<taken.rows).contains { taken.row($0) != start }, "steps change the model's values",
        mistake: NetworkSlip.copiesUpdated)
    }
  }
}
