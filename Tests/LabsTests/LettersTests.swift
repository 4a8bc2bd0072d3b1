import Curriculum
import Datasets
import Foundation
import LinearAlgebra
import Testing

@testable import Labs
@testable import MultilayerPerceptronSolution

@Suite("Lab 6: letters, one sample a step")
struct LettersTests {
  private func bytes(_ state: RunState) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  @Test("Sixteen runs: all combinations of the grid, each of which depends on its own two settings")
  func plan() throws {
    let plan = LettersRuns.lab.plan(LettersRuns.settings)
    #expect(plan.count == 16 && Set(plan.map(\.name)).count == 16)
    #expect(LettersRuns.lab.stages(of: plan).map(\.count) == [15, 1])
    #expect(plan[4].title == "Pixels, α = 0.001, λ = 0.00001")
    let keys = plan.map { LettersRuns.lab.settings(of: $0).map(\.key) }
    #expect(keys[0] == [] && keys[14] == [] && keys[15].count == 5)
    #expect(keys[4] == ["learning_rate_2", "penalty_1"])
    #expect(Set(keys[2...13].map { $0.joined() }).count == 6)
  }

  @Test(
    "The checkpoint is that of the first of the best epochs, and the test comes once, at its weights",
    arguments: ["perceptron", "logistic", "grid-features-3-1", "network"])
  func checkpoint(name: String) throws {
    let state = try LettersRuns.run(name)
    let curve = try #require(state.curves["validation accuracy"])
    #expect(curve.x == (1...20).map { Double(104 * $0) } && state.epoch == 20 && state.step == 2080)
    let best = try #require(curve.y.max())
    #expect(state.numbers["best validation accuracy"] == best)
    let epoch = try #require(curve.y.firstIndex(of: best)) + 1
    #expect(state.numbers["best epoch"] == Double(epoch))
    #expect((state.numbers["test accuracy"] == nil) == name.hasPrefix("grid"))
    #expect(state.curves["test accuracy"] == nil)
    #expect(state.curves["first losses"]?.x == (1...50).map(Double.init))
    #expect((state.curves["training loss"] != nil) == (name == "network"))
  }

  @Test(
    "What the kit measures of the weights is what the run has noted",
    arguments: ["perceptron", "logistic", "network"])
  func measure(name: String) throws {
    let state = try LettersRuns.run(name)
    let run = try LettersRuns.planned(name)
    let shapes = LettersRuns.lab.matrices(of: run, LettersRuns.settings)
    #expect(Set(shapes.keys) == Set(state.matrices.keys))
    for (name, shape) in shapes {
      let matrix = try #require(state.matrices[name])
      #expect(matrix.shape == (shape.rows, shape.columns))
    }
    let measured = LettersRuns.lab.measure(
      state.matrices, of: run, LettersRuns.settings, on: try LettersRuns.images())
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
    "From the end of each epoch, the rest of the run is the same to the last bit",
    arguments: runsFullTests
      ? ["perceptron", "logistic", "grid-features-2-2", "network"] : ["logistic"])
  func resuming(name: String) throws {
    var states: [RunState] = []
    let whole = try LettersRuns.run(name) { if let state = $0.state { states.append(state) } }
    #expect(states.map(\.epoch) == Array(1...20))
    for state in [states[0], states[9], states[19]] {
      let kept = try JSONDecoder().decode(RunState.self, from: bytes(state))
      #expect(try bytes(LettersRuns.run(name, from: kept)) == bytes(whole))
    }
    #expect(try bytes(LettersRuns.run(name, seed: 6)) != bytes(whole))
  }

  @Test("A run that is only begun is the beginning of the whole run")
  func beginning() throws {
    let whole = try LettersRuns.run("grid-features-3-2")
    var state = RunState(seed: 2)
    state.limit = StepLimit(steps: 20, seconds: 60)
    let enough = try #require(
      #expect(throws: EnoughSteps.self) { try LettersRuns.run("grid-features-3-2", from: state) })
    let losses = try #require(enough.state.curves["first losses"]?.y)
    let all = try #require(whole.curves["first losses"]?.y)
    #expect(losses.count == 20 && zip(losses, all).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("A keeper that doesn't copy, and features that don't fit, are named")
  func wrongAnswers() {
    func expect(
      _ run: String, _ flaw: FlawedSelection.Flaw, _ sentence: String,
      at place: SourceLocation = #_sourceLocation
    ) {
      let error = #expect(throws: RunProblem.self, sourceLocation: place) {
        try LettersRuns.run(run, selection: FlawedSelection(flaw: flaw))
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

}
