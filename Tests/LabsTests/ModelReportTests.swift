import Foundation
import KitTesting
import LabRuns
import Testing

@testable import Labs

/// The model reports, beside what the labs give on the solutions and the kit's digits.
@Suite("What the model reports and the labs' pages claim")
struct ModelReportTests {
  /// The rows of a page's table whose first cell is one of the names, as numbers.
  private func rows(_ file: String) throws -> [[Double]] {
    let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
    return text.components(separatedBy: "\n").compactMap { line in
      guard line.hasPrefix("| ") else { return nil }
      let cells = line.split(separator: "|").map {
        Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %")))
      }
      return cells.contains(nil) ? nil : cells.compactMap { $0 }
    }
  }

  @Test(
    "Lab 2: the table, and what is said about it",
    .slow,
    arguments: ["docs/labs/02-one-layer.md", "Solutions/Lab02-OneLayer/Report.md"])
  func oneLayer(page: String) throws {
    let runs = try Self.oneLayer.get()
    let rows = try rows(page)
    #expect(rows.count == 5)
    for (row, lambda) in zip(rows, [0, 1, 0.1, 0.01, 0.001]) {
      let numbers = try #require(runs[lambda]?.numbers)
      #expect(row[0] == lambda)
      let (training, validation) = (numbers["training accuracy"], numbers["validation accuracy"])
      #expect(abs(row[1] - 100 * (training ?? 0)) < 0.3)
      #expect(abs(row[2] - 100 * (validation ?? 0)) < 0.3)
      #expect(abs(row[3] - (numbers["validation loss"] ?? 0)) < 0.003)
      #expect(abs(row[4] / (numbers["squared norm"] ?? 0) - 1) < 0.01)
    }
    let curves = try #require(runs[0]?.curves)
    #expect(curves["training loss"]?.y.first.map { abs($0 - log(10)) < 1e-9 } == true)
    let losses = try #require(curves["validation loss"]?.y)
    // No overfitting yet: the loss hasn't turned.
    let (last, lowest) = (try #require(losses.last), try #require(losses.min()))
    #expect(last < lowest + 0.005)
    let norms = [0.001, 0.01, 0.1, 1].compactMap { runs[$0]?.numbers["squared norm"] }
    #expect(norms == norms.sorted(by: >))
  }

  private static let oneLayer = Result { () throws -> [Double: RunState] in
    let folder = try AnswersFolder(2)
    let runner = try folder.runner()
    let runs = try runner.run(jobs: 2) { _ in }
    #expect(runs.map(\.isFinished) == Array(repeating: true, count: 5))
    return Dictionary(uniqueKeysWithValues: zip(runner.plan.map(\.value), runs.map(\.state)))
  }

  @Test(
    "Lab 1: the table, and what is said about it",
    .slow)
  func twoOrThree() throws {
    let folder = try AnswersFolder(1)
    let runner = try folder.runner()
    let states = try runner.run(jobs: 2) { _ in }.map(\.state)
    for file in ["docs/labs/01-two-or-three.md", "Solutions/Lab01-TwoOrThree/Report.md"] {
      let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
      for (run, state) in zip(runner.plan, states) {
        let line = try #require(
          text.components(separatedBy: "\n").first { $0.hasPrefix("| \(run.title) |") })
        let cells = line.split(separator: "|").dropFirst(1).compactMap {
          Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %")))
        }
        let numbers = state.numbers
        let measured = [
          Double(state.epoch), Double(state.step), 100 * (numbers["training accuracy"] ?? 0),
          100 * (numbers["validation accuracy"] ?? 0), numbers["validation loss"] ?? 0,
        ]
        #expect(cells.count == measured.count)
        for (cell, value) in zip(cells, measured) {
          #expect(abs(cell - value) < (value < 1 ? 0.0005 : 0.51), "\(file): \(line)")
        }
      }
    }
    #expect(states[2].numbers["step of the best loss"] == 42)
    // From one validation to the next, in the second half.
    let changes = states.prefix(2).map { state -> Double in
      let values = state.curves["validation accuracy"]?.y.suffix(125).map { $0 } ?? []
      return 100 * zip(values, values.dropFirst()).map { abs($0 - $1) }.reduce(0, +) / 124
    }
    #expect(abs(changes[0] - 0.7) < 0.1 && abs(changes[1] - 0.4) < 0.1, "\(changes)")
  }

  @Test(
    "Lab 3: the table, and what is said about it",
    .slow)
  func network() throws {
    let root = try kit.get().root
    let folder = try AnswersFolder(
      3,
      settings: String(
        contentsOfFile: root + "/Solutions/Lab03-Network/settings.txt", encoding: .utf8))
    let runner = try folder.runner()
    let runs = try runner.run(jobs: 2) { _ in }
    #expect(runs.map(\.isFinished) == Array(repeating: true, count: 8))
    let grade = try LabHandIn(folder).grade(seed: 3)
    #expect(grade.remarks == [] && grade.score == grade.maxScore)
    for file in ["docs/labs/03-network.md", "Solutions/Lab03-Network/Report.md"] {
      let text = try String(contentsOfFile: root + "/" + file, encoding: .utf8)
      for (run, state) in zip(runner.plan, runs.map(\.state)) {
        let line = try #require(
          text.components(separatedBy: "\n").first { $0.hasPrefix("| \(run.title) |") })
        let cells = line.split(separator: "|").dropFirst(1).compactMap {
          Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %")))
        }
        let numbers = try [
          "training accuracy", "test accuracy", "training loss", "test loss", "squared norm",
        ].map { try #require(state.numbers[$0]) }
        #expect(cells.count == 5)
        // Adam and large steps make much of the last digits, in which processors differ.
        let isSteady = !["adam", "own"].contains(run.name)
        for (index, (cell, number)) in zip(cells, numbers).enumerated() {
          let (value, tolerance) =
            index < 2
            ? (100 * number, isSteady ? 0.5 : 1.5)
            : (number, isSteady ? 0.002 + 0.001 * number : 0.05 + 0.03 * number)
          #expect(abs(cell - value) < tolerance, "\(file): \(run.title), number \(index)")
        }
      }
    }
    try expectClaims(
      of: Dictionary(uniqueKeysWithValues: zip(runner.plan.map(\.name), runs.map(\.state))))
  }

  /// What the model report of lab 3 says of curves and mistakes.
  private func expectClaims(of states: [String: RunState]) throws {
    func curve(_ run: String, _ name: String) throws -> Curve {
      try #require(states[run]?.curves[name])
    }
    // Sigmoid is still on its plateau, and takes nearly all for a 1.
    #expect(try curve("sigmoid", "test loss").y.dropFirst().allSatisfy { 2.27...2.42 ~= $0 })
    let confusion = try #require(states["sigmoid"]?.matrices["confusion"])
    #expect(confusion.columnSums()[1] > 800)
    // Adam is sooner where descent ends, then its test loss stands still and its training loss falls.
    let adam = try curve("adam", "test loss")
    let end = try #require(states["relu"]?.numbers["test loss"])
    #expect(zip(adam.x, adam.y).contains { $0 <= 200 && $1 < end })
    #expect(zip(adam.x, adam.y).allSatisfy { $0 < 200 || 0.15...0.4 ~= $1 })
    #expect(try curve("adam", "training loss").y.contains { $0 < 0.005 })
    // Both losses of descent still fall.
    for name in ["training loss", "test loss"] {
      let losses = try curve("relu", name).y.suffix(20)
      #expect(losses.suffix(10).reduce(0, +) < losses.prefix(10).reduce(0, +))
    }
    let norms = ["relu", "penalty-small", "penalty-middle", "penalty-large"].compactMap {
      states[$0]?.numbers["squared norm"]
    }
    #expect(norms.count == 4 && norms == norms.sorted(by: >))
    #expect(states["own"]?.numbers["test accuracy"].map { $0 >= 0.94 } == true)
  }

  @Test(
    "Lab 9: heights, ends and parts of the plane",
    .slow)
  func sparseMaps() throws {
    let folder = try AnswersFolder(9)
    let states = try folder.runner().run(jobs: 2) { _ in }.map(\.state)
    let (pair, temperature, simplex) = (states[0].numbers, states[1].numbers, states[2].numbers)
    #expect(pair["softmax largest slope"].map { abs($0 - 0.25) < 1e-4 } == true)
    #expect(pair["sparsemax largest slope"] == 0.5)
    #expect(pair["relumax slope at 0"] == 0.25)
    #expect(pair["relumax largest slope"].map { 0.98...1 ~= $0 } == true)
    #expect(temperature["softmax one-hot"] == 0)
    #expect(temperature["sparsemax one-hot"].map { abs($0 - 0.6) < 1e-12 } == true)
    for (name, parts) in [
      ("softmax", [0, 0, 100]), ("sparsemax", [31.2, 59.2, 9.7]), ("relumax", [31.2, 49.2, 19.7]),
    ] {
      for (place, part) in parts.enumerated() {
        #expect(abs(100 * (simplex["\(name) with \(place + 1)"] ?? -1) - part) < 0.1)
      }
    }
    for file in ["docs/labs/09-sparse-maps.md", "Solutions/Lab09-SparseMaps/Report.md"] {
      let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
      #expect(text.contains("9.7 %") && text.contains("19.7 %"))
    }
  }
}
