import Foundation
import Grading
import KitTesting
import LabRuns
import Testing

@testable import Labs

/// All runs of lab 7 on the solutions and the kit's letters.
private let honest = Result { try LabHandIn(running: AnswersFolder(7)) }

@Suite(
  "What the model report of lab 7 claims, and what is handed in for it", .serialized,
  .slow)
struct WidthReportTests {
  /// The place of a run in the plan.
  private func place(_ name: String) throws -> Int {
    let lab = WidthAndDepth()
    return try #require(
      lab.plan(Settings(standard: lab.settings)).firstIndex { $0.name == name })
  }

  private func numbers(_ name: String) throws -> [String: Double] {
    try #require(honest.get()[run: place(name)]["numbers"] as? [String: Double])
  }

  /// The cells of a table's row that are numbers, behind the words with which it begins.
  private func row(_ words: String, in file: String) throws -> [Double] {
    let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
    let line = try #require(
      text.components(separatedBy: "\n").first { $0.hasPrefix("| \(words) |") }, "\(file): \(words)"
    )
    return line.dropFirst(words.count + 3).split(separator: "|").compactMap {
      Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %")))
    }
  }

  @Test(
    "The tables. Adam makes much of the last digits, in which processors differ",
    arguments: [
      "docs/labs/07-width-and-depth.md", "Solutions/Lab07-WidthAndDepth/Report.md",
    ])
  func tables(file: String) throws {
    let configurations = ["0.01, 0, 0.001", "0.003, 0, 0", "0.01, 0, 0.001", "0.003, 0, 0.001"]
    for (width, words) in zip(WidthAndDepth.widths, configurations + ["0.003, 0.3, 0"]) {
      let cells = try row("\(width) | \(words)", in: file)
      let best = try (0..<16).compactMap {
        try numbers(WidthAndDepth.name(width, $0))["best validation accuracy"]
      }.max()
      #expect(abs(cells[0] - 100 * (best ?? 0)) < 1.5, "\(width)")
    }
    for (depth, accuracy) in [(1, "89.1"), (3, "90.4"), (5, "90.9"), (7, "89.3"), (9, "84.5")] {
      let cells = try row("\(depth) | \(accuracy) %", in: file)
      let numbers = try numbers(WidthAndDepth.name(depth: depth))
      // Which epoch a deep network has its best in is chance.
      let best = try #require(numbers["best validation accuracy"])
      #expect(abs(Double(accuracy)! - 100 * best) < 4, "\(depth)")
      #expect(abs(cells[1] - 100 * (numbers["training accuracy"] ?? 0)) < 6, "\(depth)")
    }
    let test = try #require(numbers("best-width")["test accuracy"])
    #expect(abs(try row("the best of all widths", in: file)[1] - 100 * test) < 1.5)
    let deep = try #require(numbers("best-depth")["test accuracy"])
    #expect(abs(try row("the best of all depths", in: file)[1] - 100 * deep) < 4)
  }

  @Test("An honest hand-in has all points, and is small")
  func honestOne() throws {
    let handIn = try honest.get()
    let report = try handIn.grade(seed: 3)
    #expect(report.remarks == [] && report.score == report.maxScore && report.maxScore == 8)
    #expect(handIn.files.count < 40)
    #expect(handIn.files.values.map(\.count).reduce(0, +) < 3_000_000)
  }

  @Test("An edited cell of the table, an edited test accuracy, and weights of another network")
  func edited() throws {
    var handIn = try honest.get()
    handIn.set("best validation accuracy", to: 0.97, run: try place("16-units-01"))
    try expectNothing(handIn, "has a best validation accuracy that its curve doesn't have")
    handIn = try honest.get()
    handIn.set("test accuracy", to: 0.99, run: try place("best-width"))
    try expectNothing(handIn, "say a test accuracy of 0.99. The weights that were handed in give")
    handIn = try honest.get()
    let matrix = LabFiles.matrix("weights-2", of: "best-width")
    handIn.files[matrix] = numPyFile(.zeros(26, 256))
    try expectNothing(handIn, "of the run the best of all widths say")
    handIn.files[matrix] = handIn.files[LabFiles.matrix("weights-2", of: "best-depth")]
    try expectNothing(handIn, "\(matrix) has 32 × 32 entries, not 26 × 256")
  }

  @Test("Results of another seed, and of code that goes a hundredth further")
  func others() throws {
    var handIn = try honest.get()
    handIn.results["seed"] = 1
    try expectNothing(handIn, "begins in another way with the code that was handed in")
    let other = try AnswersFolder(
      7,
      edits: [
        (
          "softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {",
          "softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {\n"
            + "    let logits = 1.01 * logits"
        )
      ])
    try expectNothing(try honest.get(), "begins in another way with the code", code: other)
  }

  @Test("A run that is missing takes what builds on it along")
  func missing() throws {
    var handIn = try honest.get()
    var runs = handIn.results["runs"] as? [[String: Any]] ?? []
    runs.remove(at: try place("32-units-01"))
    handIn.results["runs"] = runs
    let report = try handIn.grade()
    #expect(report.said.contains("The run 32 units: 0.0003, 0, 0 is missing"), "\(report.said)")
    #expect(report.checks[0].score == 0 && report.checks[1].score == 0)
  }
}
