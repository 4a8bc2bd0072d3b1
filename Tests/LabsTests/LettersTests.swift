import Curriculum
import Datasets
import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Labs
@testable import ModelSelectionSolution
@testable import MultilayerPerceptronSolution
@testable import PerceptronSolution
@testable import SoftmaxRegressionSolution

@Suite("Lab 6: letters, one sample a step")
struct LettersTests {
  private static let lab = LettersLab()
  private static let settings = Settings(standard: lab.settings)

  /// A run on few letters.
  private static func run(
    _ name: String, seed: UInt64 = 2,
    selection: any ModelSelection = ModelSelectionSolution.Answer(),
    from state: RunState? = nil, report: (RunUpdate) throws -> Void = { _ in }
  ) throws -> RunState {
    var data = DataOrder(try kits(.letters), form: .short, of: lab)
    data.sizes = PartSizes(training: 104, validation: 52, test: 52)
    let run = try #require(lab.plan(settings).first { $0.name == name })
    let order = RunOrder(
      lab: 6, run: run, settings: settings, data: data, state: RunState(seed: seed))
    let answers = LabAnswers([
      .perceptron: PerceptronSolution.Answer(),
      .softmaxRegression: SoftmaxRegressionSolution.Answer(), .modelSelection: selection,
      .multilayerPerceptron: MultilayerPerceptronSolution.Answer(),
    ])
    return try lab.perform(order, with: answers, from: state ?? order.state, report: report)
  }

  private func bytes(_ state: RunState) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  @Test("Fifteen runs: all combinations of the grid, each of which depends on its own two settings")
  func plan() throws {
    let plan = Self.lab.plan(Self.settings)
    #expect(plan.count == 15 && Set(plan.map(\.name)).count == 15)
    #expect(plan[4].title == "Pixels, α = 0.001, λ = 0.00001")
    let keys = plan.map { Self.lab.settings(of: $0).map(\.key) }
    #expect(keys[0] == [] && keys[14] == [])
    #expect(keys[4] == ["learning_rate_2", "penalty_1"])
    #expect(Set(keys[2...13].map { $0.joined() }).count == 6)
  }

  @Test(
    "The checkpoint is that of the first of the best epochs, and the test comes once, at its weights",
    .slow,
    arguments: ["perceptron", "logistic", "grid-features-3-1", "network"])
  func checkpoint(name: String) throws {
    let state = try Self.run(name)
    let curve = try #require(state.curves["validation accuracy"])
    #expect(curve.x == (1...20).map { Double(104 * $0) } && state.epoch == 20 && state.step == 2080)
    let best = try #require(curve.y.max())
    #expect(state.numbers["best validation accuracy"] == best)
    let epoch = try #require(curve.y.firstIndex(of: best)) + 1
    #expect(state.numbers["best epoch"] == Double(epoch))
    #expect(state.numbers["test accuracy"] != nil && state.curves["test accuracy"] == nil)
    #expect(state.curves["first losses"]?.x == (1...50).map(Double.init))
    #expect((state.curves["training loss"] != nil) == (name == "network"))
  }

  @Test(
    "What the kit measures of the weights is what the run has noted", .slow,
    arguments: ["perceptron", "logistic", "network"])
  func measure(name: String) throws {
    let state = try Self.run(name)
    let run = try #require(Self.lab.plan(Self.settings).first { $0.name == name })
    let shapes = Self.lab.matrices(of: run, Self.settings)
    #expect(Set(shapes.keys) == Set(state.matrices.keys))
    for (name, shape) in shapes {
      let matrix = try #require(state.matrices[name])
      #expect(matrix.shape == (shape.rows, shape.columns))
    }
    var data = DataOrder(try kits(.letters), form: .short, of: Self.lab)
    data.sizes = PartSizes(training: 104, validation: 52, test: 52)
    let measured = Self.lab.measure(state.matrices, of: run, Self.settings, on: try data.load())
    #expect(measured.count == (name == "network" ? 6 : 4))
    for (name, value) in measured {
      let noted = try #require(state.numbers[name])
      #expect(abs(noted - value) < 1e-9 * max(1, abs(value)), "\(name)")
    }
  }

  @Test("The network's weights are drawn around 0.1 with a deviation of 0.1")
  func start() {
    var generator = SeededGenerator(seed: 3)
    let learner = NetworkOfLetters(answer: MultilayerPerceptronSolution.Answer())
    let start = learner.start(inputs: 784, using: &generator)
    #expect(start.map(\.rows) == [100, 1, 26, 1] && start.map(\.columns) == [784, 100, 100, 26])
    let weights = start[0].flattened()
    // Of 78,400 weights the mean is off by 0.0004 on average.
    #expect(abs(weights.mean() - 0.1) < 0.002)
    #expect(abs((weights - 0.1).squaredNorm() / 78_400 - 0.01) < 0.0003)
    #expect(start[1].squaredNorm() == 0 && start[3].squaredNorm() == 0)
  }

  @Test(
    "From the end of each epoch, the rest of the run is the same to the last bit", .slow,
    arguments: runsFullTests
      ? ["perceptron", "logistic", "grid-features-2-2", "network"] : ["logistic"])
  func resuming(name: String) throws {
    var states: [RunState] = []
    let whole = try Self.run(name) { if let state = $0.state { states.append(state) } }
    #expect(states.map(\.epoch) == Array(1...20))
    for state in [states[0], states[9], states[19]] {
      let kept = try JSONDecoder().decode(RunState.self, from: bytes(state))
      #expect(try bytes(Self.run(name, from: kept)) == bytes(whole))
    }
    #expect(try bytes(Self.run(name, seed: 6)) != bytes(whole))
  }

  @Test("A run that is only begun is the beginning of the whole run", .slow)
  func beginning() throws {
    let whole = try Self.run("grid-features-3-2")
    var state = RunState(seed: 2)
    state.limit = StepLimit(steps: 20, seconds: 60)
    let enough = try #require(
      #expect(throws: EnoughSteps.self) { try Self.run("grid-features-3-2", from: state) })
    let losses = try #require(enough.state.curves["first losses"]?.y)
    let all = try #require(whole.curves["first losses"]?.y)
    #expect(losses.count == 20 && zip(losses, all).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("A keeper that doesn't copy, and features that don't fit, are named", .slow)
  func wrongAnswers() {
    func expect(
      _ run: String, _ flaw: Flaw, _ sentence: String, at place: SourceLocation = #_sourceLocation
    ) {
      let error = #expect(throws: RunProblem.self, sourceLocation: place) {
        try Self.run(run, selection: FlawedSelection(flaw: flaw))
      }
      #expect(
        error?.description.contains(sentence) == true, "\(error?.description ?? "")",
        sourceLocation: place)
    }
    expect("perceptron", .keepsTheLast, "the checkpoint keeper's best model has a validation")
    expect("grid-features-1-1", .oneRow, "features gave 1 rows for 104 images")
    expect("grid-features-1-1", .wide, "features gave 2001 numbers for an image, not 1 to 2000")
    expect("grid-features-1-1", .noFeatures, "features isn't written yet")
  }

  @Test("The grid's table fills itself; the best is marked, and it alone has a test accuracy")
  func table() throws {
    func rows(_ states: [String: Double]) throws -> [[String]] {
      let runs = Self.lab.plan(Self.settings).map { run -> (run: PlannedRun, state: RunState?) in
        guard let accuracy = states[run.name] else { return (run, nil) }
        var state = RunState(seed: 0)
        state.numbers = [
          "best validation accuracy": accuracy, "test accuracy": 0.5, "best epoch": 1,
        ]
        return (run, state)
      }
      let exhibits = Self.lab.exhibits(of: LabResults(settings: Self.settings, runs: runs))
      return try #require(
        exhibits.compactMap { exhibit -> [[String]]? in
          guard case .table(let table) = exhibit, table.title.hasPrefix("The grid") else {
            return nil
          }
          #expect(table.title == "The grid: \(states.count) of 12")
          return table.rows
        }.first)
    }
    #expect(try rows([:]).allSatisfy { $0[4] == "–" && $0[5] == "" })
    let some = try rows([
      "grid-pixels-1-2": 0.6, "grid-features-3-1": 0.7, "grid-features-3-2": 0.7,
    ])
    #expect(some.count == 12)
    #expect(some[1] == ["Pixels", "0.0001", "0.001", "1", "60.0 %", ""])
    #expect(some[10] == ["Your features", "0.01", "0.00001", "1", "70.0 % ◀ best", "50.0 %"])
    #expect(some[11][4] == "70.0 %" && some[11][5] == "")
  }
}

/// What is wrong with an answer to exercise 14.
private enum Flaw { case keepsTheLast, oneRow, wide, noFeatures }

/// The solution to exercise 14 with one flaw.
private struct FlawedSelection: ModelSelection {
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
    case .keepsTheLast: images
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
  ) throws -> ChosenConfiguration { throw Unimplemented() }
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
