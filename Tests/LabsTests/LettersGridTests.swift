import Testing

@testable import Labs

@Suite("Lab 6: the grid, its best run, and its table")
struct LettersGridTests {
  @Test("The best run repeats its run of the grid, and alone looks at the test letters")
  func best() throws {
    let original = try LettersRuns.run("grid-pixels-3-1")
    let scores = LettersRuns.scores(best: 4)
    let repeated = try LettersRuns.run("grid-best", scores: scores)
    #expect(original.curves == repeated.curves && original.matrices == repeated.matrices)
    #expect(original.numbers["test accuracy"] == nil)
    let accuracy = try #require(repeated.numbers["test accuracy"])
    let planned = try LettersRuns.planned("grid-best", scores)
    let shapes = LettersRuns.lab.matrices(of: planned, LettersRuns.settings)
    #expect(shapes == repeated.matrices.mapValues { MatrixShape($0.rows, $0.columns) })
    let measured = LettersRuns.lab.measure(
      repeated.matrices, of: planned, LettersRuns.settings, on: try LettersRuns.images())
    #expect(abs((measured["test accuracy"] ?? .nan) - accuracy) < 1e-9)
    // Features are known to the student's code alone.
    let own = try LettersRuns.planned("grid-best", LettersRuns.scores(best: 11))
    #expect(LettersRuns.lab.matrices(of: own, LettersRuns.settings).isEmpty)
    #expect(throws: RunProblem.self) { try LettersRuns.run("grid-best") }
  }

  @Test("A selection that takes another run, or looks at two, is named")
  func selection() {
    for flaw in [FlawedSelection.Flaw.selectsTheFirst, .looksTwice] {
      let error = #expect(throws: RunProblem.self) {
        try LettersRuns.run(
          "grid-best", scores: LettersRuns.scores(best: 4), selection: FlawedSelection(flaw: flaw))
      }
      #expect(error?.description.contains("the best on the validation data is 4") == true)
    }
  }

  @Test("Records of the grid that don't agree with each other are named")
  func contradictions() throws {
    var records: [String: RunRecord] = [:]
    func record(_ name: String, best: Double, says: Double? = nil) throws {
      var state = RunState(seed: 0)
      for epoch in 1...20 {
        let accuracy = epoch == 7 ? best : best / 2
        state.note("training accuracy", Double(epoch), accuracy)
        state.note("validation accuracy", Double(epoch), accuracy)
      }
      state.numbers = ["best validation accuracy": says ?? best, "best epoch": 7]
      records[name] = RunRecord(
        try LettersRuns.planned(name), state, isFinished: true, problem: nil, seconds: 1)
    }
    func contradiction() -> String? {
      let plan = LettersRuns.lab.plan(LettersRuns.settings).map { run in
        LettersRuns.lab.ready(run) { records[$0]?.numbers[$1] } ?? run
      }
      return LettersRuns.lab.contradiction(in: records, plan)
    }
    for run in LettersRuns.lab.plan(LettersRuns.settings) {
      try record(run.name, best: run.name == "grid-features-2-1" ? 0.9 : 0.5)
    }
    #expect(contradiction()?.contains("The best of the grid repeats Your features, α") == true)
    try record("grid-best", best: 0.9)
    #expect(contradiction() == nil)
    try record("grid-features-1-1", best: 0.5, says: 0.95)
    #expect(contradiction()?.contains("that its curve doesn't have") == true)
  }

  @Test("The grid's table fills itself; the best is marked, and it alone has a test accuracy")
  func table() throws {
    func rows(_ states: [String: Double]) throws -> [[String]] {
      let runs = LettersRuns.lab.plan(LettersRuns.settings).map {
        run -> (run: PlannedRun, state: RunState?) in
        guard let accuracy = states[run.name] else { return (run, nil) }
        var state = RunState(seed: 0)
        state.numbers = ["best validation accuracy": accuracy, "best epoch": 1]
        if run.name == "grid-best" { state.numbers["test accuracy"] = 0.5 }
        return (run, state)
      }
      let exhibits = LettersRuns.lab.exhibits(
        of: LabResults(settings: LettersRuns.settings, runs: runs))
      return try #require(
        exhibits.compactMap { exhibit -> [[String]]? in
          guard case .table(let table) = exhibit, table.title.hasPrefix("The grid") else {
            return nil
          }
          #expect(table.title == "The grid: \(states.keys.count { $0 != "grid-best" }) of 12")
          return table.rows
        }.first)
    }
    #expect(try rows([:]).allSatisfy { $0[4] == "–" && $0[5] == "" })
    let some = try rows([
      "grid-pixels-1-2": 0.6, "grid-features-3-1": 0.7, "grid-features-3-2": 0.7, "grid-best": 0.7,
    ])
    #expect(some.count == 12)
    #expect(some[1] == ["Pixels", "0.0001", "0.001", "1", "60.0 %", ""])
    #expect(some[10] == ["Your features", "0.01", "0.00001", "1", "70.0 % ◀ best", "50.0 %"])
    #expect(some[11][4] == "70.0 %" && some[11][5] == "")
  }

  @Test(
    "It fills itself, marks the best of each representation, and shrinks where there is no room")
  func board() throws {
    let board = try #require(LettersLab().board(Settings(standard: LettersLab().settings)))
    let values = ["grid-pixels-1-1": 0.61, "grid-pixels-2-2": 0.7, "grid-features-3-1": 0.93]
    let lines = board.lines(values, running: ["grid-features-1-1"], width: 60, height: 20)
    #expect(
      lines == [
        "best validation accuracy; learning rate, λ",
        "                   pixels  features",
        "0.0001, 0.00001    61.0 %         …",
        "0.0001, 0.001           ·         ·",
        "0.001, 0.00001          ·         ·",
        "0.001, 0.001     ★ 70.0 %         ·",
        "0.01, 0.00001           ·  ★ 93.0 %",
        "0.01, 0.001             ·         ·",
      ])
    #expect(
      board.lines(values, running: [], width: 60, height: 7) == [
        "pixels: 2 of 6, ★ 70.0 % (0.001, 0.001)", "features: 1 of 6, ★ 93.0 % (0.01, 0.00001)",
      ])
    #expect(board.lines(values, running: [], width: 30, height: 20).allSatisfy { $0.count < 30 })
    #expect(board.has("grid-features-3-2") && !board.has("logistic") && !board.has("network"))
  }
}
