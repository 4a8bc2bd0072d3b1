import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// The steps of an optimizer, one after another.
extension NetworkLibrarySuites.NetworkLibraryOptimizerTests {
  func expectSettingsRefused() throws {
    let model = try library.linear([[1, 2]], [3])
    func sgd(rate: Double = 0.5, momentum: Double = 0.5, decay: Double = 0) throws {
      _ = try library.makeSGD(
        for: model, learningRate: rate, momentum: momentum, weightDecay: decay)
    }
    func adam(
      rate: Double = 0.5, beta1: Double = 0.5, beta2: Double = 0.5, epsilon: Double = 1
    ) throws {
      _ = try library.makeAdam(
        for: model, learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
    let negative = [-0.5, -1e-9, .infinity, -.infinity, .nan]
    let fraction = [-0.25, -1e-9, 1, 1.5, .infinity, -.infinity, .nan]
    let calls: [(name: String, values: [Double], call: (Double) throws -> Void)] = [
      ("learningRate", negative, { try sgd(rate: $0) }),
      ("momentum", fraction, { try sgd(momentum: $0) }),
      ("weightDecay", negative, { try sgd(decay: $0) }),
      ("learningRate", negative, { try adam(rate: $0) }),
      ("beta1", fraction, { try adam(beta1: $0) }), ("beta2", fraction, { try adam(beta2: $0) }),
      ("epsilon", [0, -1, .infinity, -.infinity, .nan], { try adam(epsilon: $0) }),
    ]
    for (name, values, call) in calls {
      try expectInvalidInput(naming: name, for: values, mistake: NetworkSlip.settingUnchecked, call)
    }
  }

  /// Lets optimizers step in turn, each for a model of its own, with gradients of 0 now and then.
  func expectPaths(_ runners: [Runner], steps: Int) throws {
    var generator = SeededGenerator(seed: Student.seed)
    let models = try runners.map { runner in
      try library.makeSequential(
        (0..<2).map { _ in
          let weights = generator.matrix(2, 2, deviation: runner.size)
          return try library.linear(weights, generator.vector(2, deviation: runner.size))
        })
    }
    let optimizers = try zip(runners, models).map { try $0.make($1) }
    let rules = try zip(runners, models).map {
      $0.rule(try Runner.entries($1.values()).requiring(entries: 12))
    }
    var gradients = runners.map { _ in Vector.zeros(12) }
    for step in 1...steps {
      for (k, runner) in runners.enumerated() {
        if step < 12 || step % 7 == 0 {
          let spread = step % 5 == 0 ? 0 : runner.slope
          gradients[k] = generator.vector(12, deviation: spread)
          try models[k].setGradients(Runner.parameters(gradients[k]))
        }
        try optimizers[k].step()
        let right = rules[k](gradients[k])
        guard Sweep.steps.contains(step) else { continue }
        let isRight = try expect(
          Runner.entries(models[k].values()), equals: right,
          "two layers' parameters after step \(step) of optimizer \(k + 1) of \(runners.count), "
            + runner.what,
          tolerance: .relative(1e-9))
        guard isRight else { return }
      }
    }
  }

  /// Sets gradients and takes a step, for each of the gradients of weight 0, weight 1 and the bias.
  func path(
    of model: any Module, _ optimizer: any ModuleOptimizer, along gradients: [Vector]
  ) throws -> Matrix {
    Matrix(
      rows: try gradients.map { gradient in
        try model.setGradients([[[gradient[0], gradient[1]]], [[gradient[2]]]])
        try optimizer.step()
        let values = try model.values().requiring(entries: 2)
        let weights = try values[0].requiring(rows: 1, columns: 2)
        return [weights[0, 0], weights[0, 1], try values[1].requiring(rows: 1, columns: 1)[0, 0]]
      })
  }

  func expectMoved(_ taken: Matrix, from start: Vector) -> Bool {
    expectProperty(
      (0..<taken.rows).contains { taken.row($0) != start }, "steps change the model's values",
      mistake: NetworkSlip.copiesUpdated)
  }
}
