import Curriculum
import LinearAlgebra

/// Lab 1: is it a 2 or a 3? Logistic regression with early stopping, with and without shuffling.
struct TwoOrThree: Lab {
  let title = LabTitle(
    1, "TwoOrThree", "Two or three", tasks: ["TDT 2b", "TDT 2c", "TDT 2d", "TDT 2e"],
    on: .logisticRegression, set: .digits)

  let settings = [
    Setting.number("learning_rate", 0.05, in: 0.001...1, "the factor of the gradient in a step"),
    Setting.whole("batch_size", 128, in: 16...1024, "how many images make a batch"),
    Setting.whole(
      "epochs", 50, in: 2...200, "how many times each image is used without early stopping"),
  ]

  let fixed =
    "the digits 2 (class 1) and 3 (class 0); weights that start at 0; five validations in an "
    + "epoch; with early stopping at most 500 epochs, and the end after ten validations without a lower "
    + "loss"

  /// How many epochs there are at most with early stopping.
  static let mostEpochs = 500
  /// How many validations in a row may bring nothing.
  static let patience = 10

  func plan(_ settings: Settings) -> [PlannedRun] {
    [
      PlannedRun("shuffled", "with shuffling"), PlannedRun("ordered", "without shuffling"),
      PlannedRun("stopped", "early stopping"),
    ]
  }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let answer = try answers(.logisticRegression, as: (any LogisticRegression).self)
    let (w, x, y): (Vector, Matrix, [Int]) = ([1, 0], [[1, 0]], [0])
    return [
      NeededOperation(.logisticRegression, "preprocess") {
        _ = try answer.preprocess(pixels: [[0]])
      },
      NeededOperation(.logisticRegression, "trainingStep") {
        _ = try answer.trainingStep(weights: w, inputs: x, labels: y, learningRate: 1, lambda: 0)
      },
      NeededOperation(.logisticRegression, "objective") {
        _ = try answer.objective(weights: w, inputs: x, labels: y, lambda: 0)
      },
      NeededOperation(.logisticRegression, "accuracy") {
        _ = try answer.accuracy(weights: w, inputs: x, labels: y)
      },
      NeededOperation(.logisticRegression, "stoppingPoint") {
        _ = try answer.stoppingPoint(validationLosses: [1], patience: Self.patience)
      },
    ]
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    let answer = try answers(.logisticRegression, as: (any LogisticRegression).self)
    let training = TwoOrThreeTraining(
      answer: answer, shuffles: order.run.name != "ordered", stops: order.run.name == "stopped",
      settings: order.settings,
      training: try prepared(data.training, answer),
      validation: try prepared(data.validation, answer))
    var state = state
    state.data =
      "\(data.words); the twos and threes among them: \(training.training.labels.count) and "
      + "\(training.validation.labels.count)"
    return try training.run(from: state, report: report)
  }

  /// The twos and threes, as the answer prepares them.
  private func prepared(
    _ rows: LabelledRows, _ answer: any LogisticRegression
  ) throws -> LabelledRows {
    let chosen = rows.labels.indices.filter { [2, 3].contains(rows.labels[$0]) }
    let inputs = try asking("preprocess", "of the images") {
      try answer.preprocess(pixels: rows[chosen].inputs)
    }
    guard inputs.rows == chosen.count, inputs.columns == rows.columns + 1 else {
      throw RunProblem("preprocess made \(inputs.rows) × \(inputs.columns) numbers of the images")
    }
    return LabelledRows(inputs: inputs, labels: chosen.map { rows.labels[$0] == 2 ? 1 : 0 })
  }
}
