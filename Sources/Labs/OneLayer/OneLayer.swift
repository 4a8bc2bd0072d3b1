import Curriculum
import LinearAlgebra

/// Lab 2: softmax regression on ten digits, without and with a penalty on the weights.
struct OneLayer: Lab {
  let title = LabTitle(
    2, "OneLayer", "One layer",
    tasks: [
      "TDT 3b", "TDT 3c", "TDT 3d", "TDT 4b", "TDT 4c", "TDT 4d", "TDT 4e", "UU 2a", "UU 2b",
    ],
    on: .softmaxRegression, set: .digits)

  let settings = [
    Setting.number("learning_rate", 0.01, in: 0.0001...0.4, "the factor of the gradient in a step"),
    Setting.whole("batch_size", 128, in: 16...1024, "how many images make a batch"),
    Setting.whole("epochs", 50, in: 2...100, "how many times each image is used"),
  ]

  let fixed =
    "one layer with 785 × 10 weights that start at 0; pixels from −1 to 1 and a 1 for the "
    + "bias; batches in a new random order in each epoch; λ = 0, 1, 0.1, 0.01 and 0.001"

  /// The factors of the penalty, in the order of the assignment.
  static let lambdas = [0, 1, 0.1, 0.01, 0.001]

  func plan(_ settings: Settings) -> [PlannedRun] {
    Self.lambdas.map { PlannedRun(Self.name($0), "λ = \(plain($0))", value: $0) }
  }

  static func name(_ lambda: Double) -> String { "lambda-\(plain(lambda))" }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let answer = try answers(.softmaxRegression, as: (any SoftmaxRegression).self)
    let (w, x, y): (Matrix, Matrix, [Int]) = ([[1, 0], [0, 1]], [[1, 0]], [0])
    return [
      NeededOperation(.softmaxRegression, "trainingStep") {
        _ = try answer.trainingStep(weights: w, inputs: x, labels: y, learningRate: 1, lambda: 1)
      },
      NeededOperation(.softmaxRegression, "objective") {
        _ = try answer.objective(weights: w, inputs: x, labels: y, lambda: 1)
      },
      NeededOperation(.softmaxRegression, "accuracy") {
        _ = try answer.accuracy(weights: w, inputs: x, labels: y)
      },
      NeededOperation(.softmaxRegression, "squaredNorm") { _ = try answer.squaredNorm(weights: w) },
    ]
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    let training = OneLayerTraining(
      answer: try answers(.softmaxRegression, as: (any SoftmaxRegression).self),
      lambda: order.run.value,
      settings: order.settings, training: Self.prepared(data.training),
      validation: Self.prepared(data.validation))
    var state = state
    state.data = data.words
    return try training.run(from: state, report: report)
  }

  /// Pixels from −1 to 1, and a column of ones for the bias.
  static func prepared(_ rows: LabelledRows) -> LabelledRows {
    LabelledRows(
      inputs: (rows.inputs * (2.0 / 255) - 1).appendingColumn(.ones(rows.labels.count)),
      labels: rows.labels)
  }
}
