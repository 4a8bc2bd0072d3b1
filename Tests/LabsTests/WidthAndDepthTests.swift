import Curriculum
import Datasets
import LabRuns
import Testing

@testable import Labs
@testable import ModelSelectionSolution
@testable import NetworkLibrarySolution

@Suite("Lab 7: eighty runs, five depths, and the best of both")
struct WidthAndDepthTests {
  private let lab = WidthAndDepth()
  private let settings = Settings(standard: WidthAndDepth().settings)
  private let answers = LabAnswers([
    .networkLibrary: NetworkLibrarySolution.Answer(),
    .modelSelection: ModelSelectionSolution.Answer(),
  ])

  private func run(_ name: String, scores: [Double]? = nil) throws -> PlannedRun {
    var run = try #require(lab.plan(settings).first { $0.name == name })
    run.scores = scores
    return run
  }

  /// A run with few letters.
  private func state(_ run: PlannedRun, seed: UInt64 = 3) throws -> RunState {
    let order = try order(run, seed: seed)
    return try lab.perform(order, with: answers, from: order.state) { _ in }
  }

  private func order(_ run: PlannedRun, seed: UInt64 = 3) throws -> RunOrder {
    var data = DataOrder(try kits(.letters), form: .short, of: lab)
    data.sizes = PartSizes(training: 130, validation: 52, test: 52)
    return RunOrder(
      lab: 7, run: run, settings: settings, data: data, state: RunState(seed: seed))
  }

  /// Scores of the grid of which one is the best.
  private func scores(best: Int) -> [Double] { (0..<80).map { $0 == best ? 0.9 : 0.5 } }

  @Test("The plan has the assignment's configurations, and what builds on others comes later")
  func plan() throws {
    let plan = lab.plan(settings)
    #expect(plan.count == 87 && Set(plan.map(\.name)).count == 87)
    #expect(lab.stages(of: plan).map(\.count) == [80, 6, 1])
    #expect(lab.stages(of: LibraryLab().plan(Settings(standard: LibraryLab().settings))).count == 1)
    let designs = plan.prefix(80).compactMap { lab.design(of: $0, settings) }
    #expect(designs.count == 80)
    #expect(Set(designs.map { "\($0.hidden) \($0.words)" }).count == 80)
    #expect(Set(designs.map { $0.hidden[0] }) == [16, 32, 64, 128, 256])
    #expect(Set(designs.map(\.learningRate)) == [0.0003, 0.001, 0.003, 0.01])
    #expect(designs.count { $0.dropout == 0 } == 40 && designs.count { $0.lambda == 0 } == 40)
    // A run depends on what it uses, and on nothing else.
    #expect(lab.settings(of: plan[0]).map(\.key) == ["rate_1", "adam", "activation"])
    let last = try run("256-units-16")
    #expect(
      lab.settings(of: last).map(\.key) == ["rate_4", "dropout", "lambda", "adam", "activation"])
  }

  @Test("The scores choose width, configuration and depth; of equals the first")
  func choice() throws {
    #expect(lab.design(of: try run("best-width"), settings) == nil)
    #expect(lab.design(of: try run("depth-9"), settings) == nil)
    let wide = try run("best-width", scores: scores(best: 2 * 16 + 5))
    let design = try #require(lab.design(of: wide, settings))
    #expect(design.hidden == [64] && design.learningRate == 0.001 && design.lambda == 0.001)
    #expect(design.dropout == 0)
    #expect(placeOfBest([0.1, 0.7, 0.7]) == 1)
    let of32 = (0..<16).map { $0 == 10 ? 0.8 : 0.3 }
    let deep = try run("depth-9", scores: of32)
    #expect(lab.design(of: deep, settings)?.hidden == Array(repeating: 32, count: 9))
    #expect(lab.design(of: deep, settings)?.learningRate == 0.003)
    #expect(lab.design(of: deep, settings)?.dropout == 0.3)
    let best = try run("best-depth", scores: of32 + [0.5, 0.6, 0.6, 0.2, 0.1])
    #expect(lab.design(of: best, settings)?.hidden == [32, 32, 32])
    // A run waits for all that it builds on.
    #expect(lab.ready(try run("depth-1")) { name, _ in name == "32-units-03" ? nil : 1 } == nil)
    #expect(lab.ready(try run("depth-1")) { _, _ in 1 }?.scores?.count == 16)
  }

  @Test("The best run repeats its run of the grid, and alone looks at the test data")
  func best() throws {
    // The second width in the third learning rate, with dropout and penalty.
    let original = try state(try run("32-units-12"))
    let repeated = try state(try run("best-width", scores: scores(best: 16 + 11)))
    #expect(original.curves == repeated.curves && original.matrices.isEmpty)
    #expect(original.numbers.keys.allSatisfy { !$0.contains("test") })
    #expect(original.curves["validation accuracy"]?.x == (1...30).map(Double.init))
    #expect(original.step == 30 * 3 && original.epoch == 30)
    let best = try #require(original.numbers["best validation accuracy"])
    #expect(best == original.curves["validation accuracy"]?.y.max())
    // The kit's own forward pass finds the same in the weights of the best epoch.
    let planned = try run("best-width", scores: scores(best: 16 + 11))
    #expect(
      lab.matrices(of: planned, settings)
        == repeated.matrices.mapValues { MatrixShape($0.rows, $0.columns) })
    let measured = lab.measure(
      repeated.matrices, of: planned, settings, on: try order(planned).images())
    #expect(measured.count == 4)
    for (name, value) in measured {
      #expect(abs(value - (repeated.numbers[name] ?? .nan)) < 1e-9, "\(name)")
    }
    #expect(try state(try run("32-units-12"), seed: 4).curves != original.curves)
    // Dropout and a penalty change what is learnt.
    #expect(try state(try run("32-units-09")).curves != state(try run("32-units-11")).curves)
    #expect(try state(try run("32-units-09")).curves != state(try run("32-units-10")).curves)
  }

  @Test("Records that don't agree with each other are named")
  func contradictions() throws {
    var records: [String: RunRecord] = [:]
    func record(_ run: PlannedRun, best: Double, in epoch: Int = 29) -> RunRecord {
      var state = RunState(seed: 0)
      for place in 0..<30 {
        let x = Double(place + 1)
        state.note(FeedforwardRun.losses, x, 1 / x)
        state.note("validation loss", x, 1 / x)
        state.note("validation accuracy", x, place == epoch ? best : best / 2)
      }
      state.numbers["best validation accuracy"] = best
      state.numbers["best epoch"] = Double(epoch + 1)
      return RunRecord(run, state, isFinished: true, problem: nil, seconds: 1)
    }
    func contradiction() -> String? {
      let plan = lab.plan(settings).map { run in
        lab.ready(run) { records[$0]?.numbers[$1] } ?? run
      }
      return lab.contradiction(in: records, plan)
    }
    for run in lab.plan(settings) {
      records[run.name] = record(run, best: run.name == "256-units-05" ? 0.9 : 0.5)
    }
    // The best run says what no run of the grid says.
    #expect(contradiction()?.contains("The run the best of all widths repeats 256 units") == true)
    let wide = try run("best-width")
    records["best-width"] = record(wide, best: 0.9)
    #expect(contradiction() == nil)
    records["16-units-01"] = record(try run("16-units-01"), best: 0.95)
    #expect(contradiction()?.contains("repeats 16 units") == true)
    records["16-units-01"] = record(try run("16-units-01"), best: 0.5, in: 3)
    #expect(contradiction() == nil)
    var state = RunState(seed: 0)
    state.numbers["best validation accuracy"] = 0.95
    records["16-units-01"] = RunRecord(
      try run("16-units-01"), state, isFinished: true, problem: nil, seconds: 1)
    #expect(contradiction()?.contains("that its curve doesn't have") == true)
  }

  @Test("The table fills itself, marks the best of each width, and shrinks where there is no room")
  func board() throws {
    let board = try #require(lab.board(settings))
    let values = ["16-units-01": 0.61, "16-units-04": 0.7, "16-units-05": 0.7, "64-units-02": 0.8]
    let lines = board.lines(values, running: ["32-units-01"], width: 100, height: 40)
    #expect(lines.count == 18)
    #expect(
      lines[1].split(separator: " ")
        == ["16", "units", "32", "units", "64", "units", "128", "units", "256", "units"])
    #expect(lines[2] == "0.0003, 0, 0          61.0 %         …         ·         ·         ·")
    #expect(lines[5].contains("★ 70.0 %") && !lines[6].contains("★"))
    let few = board.lines(values, running: [], width: 100, height: 17)
    #expect(
      few == [
        "16 units: 3 of 16, ★ 70.0 % (0.0003, 0.3, 0.001)", "32 units: 0 of 16",
        "64 units: 1 of 16, ★ 80.0 % (0.0003, 0, 0.001)", "128 units: 0 of 16",
        "256 units: 0 of 16",
      ])
    #expect(board.lines(values, running: [], width: 30, height: 40).count == 5)
    #expect(board.lines(values, running: [], width: 30, height: 40).allSatisfy { $0.count < 30 })
    #expect(board.has("16-units-01") && !board.has("depth-1"))
  }
}
