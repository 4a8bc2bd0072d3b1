import Curriculum
import LinearAlgebra

/// The answers to the four exercises that lab 6 runs on.
struct LettersAnswers {
  let perceptron: any Perceptron
  let regression: any SoftmaxRegression
  let selection: any ModelSelection
  let network: any MultilayerPerceptron

  init(_ answers: LabAnswers) throws {
    perceptron = try answers(.perceptron, as: (any Perceptron).self)
    regression = try answers(.softmaxRegression, as: (any SoftmaxRegression).self)
    selection = try answers(.modelSelection, as: (any ModelSelection).self)
    network = try answers(.multilayerPerceptron, as: (any MultilayerPerceptron).self)
  }
}

extension LettersLab {
  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let answers = try LettersAnswers(answers)
    return perceptronOperations(answers.perceptron) + regressionOperations(answers.regression)
      + selectionOperations(answers.selection) + answers.network.neededForTraining
  }

  private func perceptronOperations(_ answer: any Perceptron) -> [NeededOperation] {
    let (w, x, y): (Matrix, Matrix, [Int]) = ([[1, 0], [0, 1]], [[1, 0]], [0])
    return [
      NeededOperation(.perceptron, "scores") { _ = try answer.scores(weights: w, inputs: x) },
      NeededOperation(.perceptron, "epoch") {
        _ = try answer.epoch(weights: w, inputs: x, labels: y)
      },
      NeededOperation(.perceptron, "accuracy") {
        _ = try answer.accuracy(weights: w, inputs: x, labels: y)
      },
    ]
  }

  private func regressionOperations(_ answer: any SoftmaxRegression) -> [NeededOperation] {
    let (w, x, y): (Matrix, Matrix, [Int]) = ([[1, 0], [0, 1]], [[1, 0]], [0])
    return [
      NeededOperation(.softmaxRegression, "objective") {
        _ = try answer.objective(weights: w, inputs: x, labels: y, lambda: 0)
      },
      NeededOperation(.softmaxRegression, "stochasticSteps") {
        _ = try answer.stochasticSteps(
          weights: w, inputs: x, labels: y, order: [0], learningRate: 1, lambda: 0)
      },
      NeededOperation(.softmaxRegression, "accuracy") {
        _ = try answer.accuracy(weights: w, inputs: x, labels: y)
      },
    ]
  }

  private func selectionOperations(_ answer: any ModelSelection) -> [NeededOperation] {
    let model = LiveModel(weights: [[1]], biases: [0])
    return [
      NeededOperation(.modelSelection, "makeCheckpointKeeper") {
        let keeper = try answer.makeCheckpointKeeper()
        _ = try keeper.offer(model, score: 0)
        _ = try keeper.best()
      },
      NeededOperation(.modelSelection, "standardized") {
        _ = try answer.standardized(inputs: [[1]], training: [[1]])
      },
      NeededOperation(.modelSelection, "features") {
        _ = try answer.features(images: .zeros(1, 784))
      },
      NeededOperation(.modelSelection, "selection") {
        _ = try answer.selection(validationScores: [1]) { _ in 1 }
      },
    ]
  }
}
