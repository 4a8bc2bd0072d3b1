import Curriculum
import Datasets
import LinearAlgebra
import Testing

@testable import Labs
@testable import ModelSelectionSolution
@testable import MultilayerPerceptronSolution
@testable import PerceptronSolution
@testable import SoftmaxRegressionSolution

/// Runs of lab 6 on few letters.
enum LettersRuns {
  static let lab = LettersLab()
  static let settings = Settings(standard: lab.settings)

  static func order() throws -> DataOrder {
    var order = DataOrder(try kits(.letters), form: .short, of: lab)
    order.sizes = PartSizes(training: 104, validation: 52, test: 52)
    return order
  }

  static func images() throws -> LoadedImages { try order().load() }

  static func planned(_ name: String, _ scores: [Double]? = nil) throws -> PlannedRun {
    var run = try #require(lab.plan(settings).first { $0.name == name })
    run.scores = scores
    return run
  }

  /// Scores of the grid of which one is the best.
  static func scores(best: Int) -> [Double] { (0..<12).map { $0 == best ? 0.9 : 0.5 } }

  /// A run on few letters.
  static func run(
    _ name: String, seed: UInt64 = 2, scores: [Double]? = nil,
    selection: any ModelSelection = ModelSelectionSolution.Answer(),
    from state: RunState? = nil, report: (RunUpdate) throws -> Void = { _ in }
  ) throws -> RunState {
    let data = try order()
    let run = try planned(name, scores)
    let order = RunOrder(
      lab: 6, run: run, settings: settings, data: data, state: RunState(seed: seed))
    let answers = LabAnswers([
      .perceptron: PerceptronSolution.Answer(),
      .softmaxRegression: SoftmaxRegressionSolution.Answer(), .modelSelection: selection,
      .multilayerPerceptron: MultilayerPerceptronSolution.Answer(),
    ])
    return try lab.perform(order, with: answers, from: state ?? order.state, report: report)
  }
}

/// The solution to exercise 14 with one flaw.
struct FlawedSelection: ModelSelection {
  enum Flaw { case keepsTheLast, oneRow, wide, noFeatures, selectsTheFirst, looksTwice }

  let flaw: Flaw
  private let right = ModelSelectionSolution.Answer()

  func makeCheckpointKeeper() throws -> any CheckpointKeeper {
    flaw == .keepsTheLast ? LastKeeper() : try right.makeCheckpointKeeper()
  }

  func features(images: Matrix) throws -> Matrix {
    switch flaw {
    case .oneRow: images.gather(rows: [0])
    case .wide: .zeros(images.rows, 2001)
    case .noFeatures: throw Unimplemented()
    case .keepsTheLast, .selectsTheFirst, .looksTwice: images
    }
  }

  func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
    try right.standardized(inputs: inputs, training: training)
  }

  func makeBatchLoader(
    inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
  ) throws -> any BatchLoader { throw Unimplemented() }
  func makeEarlyStopper(patience: Int) throws -> any EarlyStopper { throw Unimplemented() }
  func replay(losses: Vector, patience: Int) throws -> StoppedRun { throw Unimplemented() }
  func grid(options: [Vector]) throws -> Matrix { throw Unimplemented() }
  func selection(
    validationScores: Vector, testScore: (Int) throws -> Double
  ) throws -> ChosenConfiguration {
    let index = flaw == .selectsTheFirst ? 0 : 4
    if flaw == .looksTwice { _ = try testScore(3) }
    return ChosenConfiguration(
      index: index, validationScore: validationScores[index], testScore: try testScore(index))
  }
  func dataSplit(for purpose: DataPurpose) throws -> DataSplit { .test }
}

/// Says that the first model is the best and gives back the last.
private final class LastKeeper: CheckpointKeeper {
  private var model: LiveModel?
  private var scores: [Double] = []

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    self.model = model
    scores.append(score)
    return scores.dropLast().allSatisfy { $0 < score }
  }

  func best() throws -> ModelCheckpoint {
    guard let model else { throw Unimplemented() }
    return ModelCheckpoint(
      weights: model.weights, biases: model.biases, score: 0, index: 0)
  }
}
