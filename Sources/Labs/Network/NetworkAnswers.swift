import Curriculum
import LinearAlgebra

/// The answers to the four exercises that lab 3 runs on.
struct NetworkAnswers {
  let network: any MultilayerPerceptron
  let initialisation: any Initialisation
  let metrics: any ClassificationMetrics
  let optimizers: any Optimizers

  init(_ answers: LabAnswers) throws {
    network = try answers(.multilayerPerceptron, as: (any MultilayerPerceptron).self)
    initialisation = try answers(.initialisation, as: (any Initialisation).self)
    metrics = try answers(.classificationMetrics, as: (any ClassificationMetrics).self)
    optimizers = try answers(.optimizers, as: (any Optimizers).self)
  }

  /// Adam with its usual numbers.
  func adam(learningRate: Double) throws -> any Optimizer {
    try optimizers.makeAdam(
      learningRate: learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
  }
}

extension Network {
  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let answers = try NetworkAnswers(answers)
    return answers.network.neededForTraining + [
      NeededOperation(.multilayerPerceptron, "randomMiniBatches") {
        var generator = SeededGenerator(seed: 0)
        _ = try answers.network.randomMiniBatches(
          samples: LabelledSamples(inputs: [[1]], labels: [0]), batchSize: 1, using: &generator)
      }
    ]
      + [
        NeededOperation(.initialisation, "layers") {
          var generator = SeededGenerator(seed: 0)
          _ = try answers.initialisation.layers(.heNormal, sizes: [1, 2], using: &generator)
        }
      ]
      + metricOperations(answers.metrics)
      + [
        NeededOperation(.optimizers, "makeAdam and its step") {
          _ = try answers.adam(learningRate: 0.1).step(parameters: [1], gradient: [1])
        }
      ]
  }

  private func metricOperations(_ answer: any ClassificationMetrics) -> [NeededOperation] {
    let confusion: Matrix = [[1, 0], [1, 1]]
    return [
      NeededOperation(.classificationMetrics, "accuracy") {
        _ = try answer.accuracy(labels: [0], predictions: [0])
      },
      NeededOperation(.classificationMetrics, "confusionMatrix") {
        _ = try answer.confusionMatrix(labels: [0], predictions: [0], classCount: 2)
      },
      NeededOperation(.classificationMetrics, "support") {
        _ = try answer.support(confusion: confusion)
      },
      NeededOperation(.classificationMetrics, "precision") {
        _ = try answer.precision(confusion: confusion)
      },
      NeededOperation(.classificationMetrics, "recall") {
        _ = try answer.recall(confusion: confusion)
      },
      NeededOperation(.classificationMetrics, "f1") { _ = try answer.f1(confusion: confusion) },
      NeededOperation(.classificationMetrics, "mostConfusedPairs") {
        _ = try answer.mostConfusedPairs(confusion: confusion, count: 1)
      },
    ]
  }
}
