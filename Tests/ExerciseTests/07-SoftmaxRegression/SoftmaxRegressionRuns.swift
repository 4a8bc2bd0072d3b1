import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Runs of the training, and what explains a wrong one.
extension SoftmaxRegressionSuites.SoftmaxRegressionTrainingTests {
  /// The weights of each sample's class after a training in which each sample has a feature of its own;
  /// none where the two weights of a feature don't mirror each other.
  func moves(
    _ labels: [Int], epochs: Int, settings: (rate: Double, lambda: Double, batchSize: Int),
    _ generator: inout SeededGenerator
  ) throws -> [Double] {
    let problem = SoftmaxRegressionProblem(
      weights: .zeros(labels.count, 2), inputs: .identity(labels.count), labels: labels,
      lambda: settings.lambda)
    let run = try train(
      problem, epochs: epochs, batchSize: settings.batchSize, rate: settings.rate,
      using: &generator)
    guard
      expect(run.weights.rows, equals: labels.count, "the number of rows of the weights"),
      expect(run.weights.rowSums(), equals: .zeros(labels.count), "the row sums of the weights")
    else { return [] }
    return labels.indices.map { run.weights[$0, labels[$0]] }
  }

  /// Expects that 300 orders, each one of six, are what a fair die would give.
  func expectFair(_ places: [Int]) -> Bool {
    let counts = (0..<6).map { order in places.count { $0 == order } }
    let repeats = zip(places, places.dropFirst()).count { $0 == $1 }
    guard
      expectProperty(
        counts[0] < 300, "some epoch has another order than 0, 1, 2", mistake: Mistake.unshuffled),
      expectProperty(
        counts.allSatisfy { $0 < 300 }, "not all epochs have the same order",
        mistake: Mistake.shuffledOnce),
      expectProperty(
        counts.allSatisfy { abs($0 - 50) <= 39 },
        "all six orders come up about 50 times in 300 epochs, and not \(counts) times",
        mistake: Mistake.unfairShuffle)
    else { return false }
    return expectProperty(
      abs(repeats - 50) <= 39,
      "an epoch has the order of the one before it about 50 times in 300, and not \(repeats) times",
      mistake: Mistake.shuffledNowAndThen)
  }

  func train(
    _ problem: SoftmaxRegressionProblem, epochs: Int, batchSize: Int, rate: Double,
    using generator: inout SeededGenerator
  ) throws -> SoftmaxTraining {
    try softmax.train(
      inputs: problem.inputs, labels: problem.labels, classes: problem.classes, epochs: epochs,
      batchSize: batchSize, learningRate: rate, lambda: problem.lambda, using: &generator)
  }

  func train(
    _ problem: SoftmaxRegressionProblem, epochs: Int, batchSize: Int, rate: Double
  ) throws -> SoftmaxTraining {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 29)
    return try train(
      problem, epochs: epochs, batchSize: batchSize, rate: rate, using: &generator)
  }

  /// Which of the six orders each epoch had; nil, and an issue, where none fits.
  func orders(
    _ run: SoftmaxTraining, _ problem: SoftmaxRegressionProblem
  ) -> [Int]? {
    let orders = ExerciseTests.orders(of: [0, 1, 2])
    var (places, problem) = ([Int](), problem)
    for (epoch, objective) in run.objectives.enumerated().dropFirst() {
      let outcomes = orders.map { order in
        var next = problem
        next.weights = problem.stepped(through: order.map { [$0] }, rate: 0.6)
        return (next: next, error: abs(next.objective - objective))
      }
      let best = outcomes.indices.reduce(0) {
        outcomes[$1].error < outcomes[$0].error ? $1 : $0
      }
      guard
        expectProperty(
          outcomes[best].error < 1e-9,
          "the objective after epoch \(epoch) is that of some order of the three samples")
      else { return nil }
      places.append(best)
      problem = outcomes[best].next
    }
    return places
  }

  /// What is wrong with weights that are not zero before the first step.
  func startMistake(_ run: SoftmaxTraining) -> String {
    run.objectives.count > 1 ? Mistake.extraEpoch : Mistake.notFromZero
  }

  /// Steps with all samples from zero, noted before each and after the last.
  func descent(
    _ problem: SoftmaxRegressionProblem, epochs: Int = 4, rate: Double = 0.8,
    step: (SoftmaxRegressionProblem) -> Matrix = {
      $0.gradient(over: .samples, decay: 2 * $0.lambda)
    }
  ) -> SoftmaxTraining {
    var problem = problem
    problem.weights = .zeros(problem.inputs.columns, problem.classes)
    let n = Double(problem.samples)
    var (objectives, accuracies) = ([problem.objective], [Double(problem.hits.count) / n])
    for _ in 0..<epochs {
      problem.weights -= rate * step(problem)
      objectives.append(problem.objective)
      accuracies.append(Double(problem.hits.count) / n)
    }
    return SoftmaxTraining(
      weights: problem.weights, objectives: Vector(objectives), accuracies: Vector(accuracies))
  }
}
