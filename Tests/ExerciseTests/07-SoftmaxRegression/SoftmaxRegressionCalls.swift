import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Every call, with an argument spoilt.
extension SoftmaxRegressionSuites.SoftmaxRegressionContractTests {
  /// What a call needs besides a problem.
  struct Settings {
    var rate = 0.1
    var order = [0]
    var classes: Int?
    var epochs = 1
    var batchSize = 2
  }

  /// All functions that take a problem, by number.
  var calls: [(SoftmaxRegressionProblem, Settings) throws -> Void] {
    [
      { p, _ in _ = try softmax.probabilities(weights: p.weights, inputs: p.inputs) },
      { p, _ in
        _ = try softmax.objective(
          weights: p.weights, inputs: p.inputs, labels: p.labels, lambda: p.lambda)
      },
      { p, _ in
        _ = try softmax.gradient(
          weights: p.weights, inputs: p.inputs, labels: p.labels, lambda: p.lambda)
      },
      { p, _ in
        _ = try softmax.accuracy(weights: p.weights, inputs: p.inputs, labels: p.labels)
      },
      { p, settings in
        _ = try softmax.trainingStep(
          weights: p.weights, inputs: p.inputs, labels: p.labels, learningRate: settings.rate,
          lambda: p.lambda)
      },
      { p, settings in
        _ = try softmax.stochasticSteps(
          weights: p.weights, inputs: p.inputs, labels: p.labels, order: settings.order,
          learningRate: settings.rate, lambda: p.lambda)
      },
      { p, settings in
        var generator = SeededGenerator(seed: 1)
        _ = try softmax.train(
          inputs: p.inputs, labels: p.labels, classes: settings.classes ?? p.classes,
          epochs: settings.epochs, batchSize: settings.batchSize, learningRate: settings.rate,
          lambda: p.lambda, using: &generator)
      },
    ]
  }

  /// The functions that take an argument.
  func functions(taking argument: String) -> [Int] {
    ["weights": [0, 1, 2, 3, 4, 5], "labels": [1, 2, 3, 4, 5, 6]][argument] ?? Array(0..<7)
  }

  /// Expects that every function which takes the argument refuses a problem that a change has spoilt.
  func expectAllRefuse(
    _ argument: String, _ value: String, _ mistake: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout SoftmaxRegressionProblem) -> Void
  ) throws {
    var spoilt = five
    change(&spoilt)
    for number in functions(taking: argument) {
      try expectInvalidInput(
        naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation
      ) { try calls[number](spoilt, Settings()) }
    }
  }

  /// Expects that they refuse each of these numbers.
  func expectAllRefuse(
    _ argument: String, _ values: [Double], by numbers: [Int]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    spoiltBy change: (inout SoftmaxRegressionProblem, Double) -> Void
  ) throws {
    for number in numbers ?? functions(taking: argument) {
      try expectRefused(
        argument, values, nanMistake: Mistake.notANumber, sourceLocation: sourceLocation
      ) {
        var spoilt = five
        change(&spoilt, $0)
        try calls[number](spoilt, Settings())
      }
    }
  }
}
