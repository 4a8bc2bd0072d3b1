import Curriculum
import Foundation
import LinearAlgebra

/// Lab 6: letters, one sample a step: a perceptron, logistic regression, a grid of twelve of its settings, and a
/// network with one hidden layer.
struct LettersLab: Lab {
  let title = LabTitle(
    6, "Letters", "Letters", tasks: ["IST 1.1a", "IST 1.2a", "IST 1.2b", "IST 1.2c", "IST 1.3a"],
    on: .perceptron, .softmaxRegression, .modelSelection, .multilayerPerceptron, set: .letters)

  let settings =
    zip(1...3, [0.0001, 0.001, 0.01]).map { number, rate in
      Setting.number(
        "learning_rate_\(number)", rate, in: 0.000001...0.1,
        "one of the grid's three learning rates")
    }
    + zip(1...2, [0.00001, 0.001]).map { number, penalty in
      Setting.number(
        "penalty_\(number)", penalty, in: 0...0.1, "one of the grid's two factors of ‖W‖²")
    }

  let fixed =
    "20 epochs of one sample a step, in a new random order in each; the checkpoint is that of the first epoch "
    + "with the highest validation accuracy; linear models start at 0 and have a weight for a 1 beside "
    + "the inputs; logistic regression with a learning rate of 0.0001 and 0.00001 ‖W‖²; 784-100-26 with ReLU, "
    + "weights from a normal distribution of mean 0.1 and standard deviation 0.1, biases of 0 and a "
    + "learning rate of 0.001; pixels from 0 to 1; your features standardised"

  static let epochs = 20

  /// What the runs of the grid are judged by.
  static let score = "best validation accuracy"

  /// Units of the network, from the pixels to the letters.
  static let sizes = [784, 100, 26]

  func plan(_ settings: Settings) -> [PlannedRun] {
    [
      PlannedRun("perceptron", "Perceptron"), PlannedRun("logistic", "Logistic regression"),
    ]
      + GridPlace.all.map { place in
        PlannedRun(
          place.name,
          "\(place.representation), α = \(written(settings[place.rateKey])), "
            + "λ = \(written(settings[place.penaltyKey]))")
      } + [PlannedRun("network", "784-100-26"), PlannedRun(Self.best, "The best of the grid")]
  }

  /// The run that repeats the best of the grid, and alone of these looks at the test letters.
  static let best = "grid-best"

  func earlierRuns(of run: PlannedRun) -> EarlierRuns? {
    run.name == Self.best ? EarlierRuns(runs: GridPlace.all.map(\.name), number: Self.score) : nil
  }

  /// The place of the grid that a run trains; nil where it is none of the grid's.
  static func place(of run: PlannedRun) -> GridPlace? {
    GridPlace(run) ?? run.scores.map { GridPlace.all[placeOfBest($0)] }
  }

  func settings(of run: PlannedRun) -> [Setting] {
    if run.name == Self.best { return settings }
    guard let place = GridPlace(run) else { return [] }
    return settings.filter { [place.rateKey, place.penaltyKey].contains($0.key) }
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    let answers = try LettersAnswers(answers)
    let isBest = order.run.name == Self.best
    guard !isBest || order.run.scores != nil else {
      throw RunProblem("the runs on which it builds aren't there")
    }
    let prepare = try preparation(of: order.run, answers.selection, data.training)
    let training = LetterTraining(
      learner: learner(of: order.run, order.settings, answers), selection: answers.selection,
      // Of a run that is only begun, a few samples are enough.
      training: try LetterInputs(data.training, isUsedWhole: state.limit == nil, prepare),
      validation: try LetterInputs(data.validation, isUsedWhole: state.limit == nil, prepare),
      test: GridPlace(order.run) == nil
        ? try LetterInputs(data.test, isUsedWhole: false, prepare) : nil)
    var state = state
    state.data = data.words
    guard isBest else { return try training.run(from: state, report: report) }
    try answers.selection.choose(by: order.run.scores ?? []) {
      state = try training.run(from: state, report: report)
      return state.numbers["test accuracy"] ?? 0
    }
    return state
  }

  private func learner(
    of run: PlannedRun, _ settings: Settings, _ answers: LettersAnswers
  ) -> any LetterLearner {
    switch run.name {
    case "perceptron": return PerceptronOfLetters(answer: answers.perceptron)
    case "network": return NetworkOfLetters(answer: answers.network)
    default:
      let place = Self.place(of: run)
      return RegressionOfLetters(
        answer: answers.regression,
        learningRate: place.map { settings[$0.rateKey] } ?? 0.0001,
        lambda: place.map { settings[$0.penaltyKey] } ?? 0.00001)
    }
  }

  private func preparation(
    of run: PlannedRun, _ selection: any ModelSelection, _ training: LabelledRows
  ) throws -> LetterInputs.Preparation {
    if Self.place(of: run)?.isOwn == true {
      return try OwnFeatures(selection, training: training).prepared
    }
    return run.name == "network" ? { $0 / 255 } : Self.withOne
  }

  /// Pixels from 0 to 1, and a 1.
  static func withOne(_ images: Matrix) -> Matrix {
    (images / 255).appendingColumn(.ones(images.rows))
  }
}

/// One of the twelve places of the grid, in the order of exercise 14: what comes last changes fastest.
struct GridPlace: Equatable {
  /// Whether the inputs are the student's features; otherwise they are pixels.
  let isOwn: Bool
  /// Which of the three learning rates, from 1.
  let rate: Int
  /// Which of the two penalties, from 1.
  let penalty: Int

  static let all = [false, true].flatMap { isOwn in
    (1...3).flatMap { rate in
      (1...2).map { GridPlace(isOwn: isOwn, rate: rate, penalty: $0) }
    }
  }

  init(isOwn: Bool, rate: Int, penalty: Int) {
    (self.isOwn, self.rate, self.penalty) = (isOwn, rate, penalty)
  }

  /// The place of a run; nil if it isn't one of the grid.
  init?(_ run: PlannedRun) {
    guard let place = Self.all.first(where: { $0.name == run.name }) else { return nil }
    self = place
  }

  var name: String { "grid-\(isOwn ? "features" : "pixels")-\(rate)-\(penalty)" }
  var representation: String { isOwn ? "Your features" : "Pixels" }
  var rateKey: String { "learning_rate_\(rate)" }
  var penaltyKey: String { "penalty_\(penalty)" }
}

/// A number without a power of ten, such as 0.00001.
func written(_ value: Double) -> String {
  Decimal(string: "\(value)").map { "\($0)" } ?? plain(value)
}
