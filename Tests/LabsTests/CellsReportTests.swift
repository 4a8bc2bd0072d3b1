import Foundation
import KitTesting
import LabRuns
import LinearAlgebra
import Testing

@testable import Labs

/// Lab 8 on the solutions, in its short form.
private let honest = Result { try LabHandIn(running: AnswersFolder(8)) }

@Suite(
  "Lab 8: its points, what its texts claim, and forged results", .serialized,
  .slow)
struct CellsReportTests {
  private static let files = ["docs/labs/08-cells.md", "Solutions/Lab08-Cells/Report.md"]

  @Test("An honest hand-in has all points")
  func points() throws {
    let report = try honest.get().grade(seed: 3)
    #expect(report.remarks == [] && report.score == report.maxScore)
    #expect(report.words == "done, reached, genuine")
  }

  @Test("A better end than the weights have, in any part, and the short form as the full one")
  func betterEnds() throws {
    for (name, value) in [
      ("validation accuracy", 0.99), ("validation loss", 0.03), ("training accuracy", 1),
      ("training loss", 1e-4), ("test accuracy", 0.99),
    ] {
      var handIn = try honest.get()
      handIn.set(name, to: value, run: 0)
      let report = try handIn.grade()
      #expect(report.score < report.maxScore && report.said.contains("say a \(name) of"), "\(name)")
    }
    var handIn = try honest.get()
    handIn.results["form"] = "full"
    try expectNothing(handIn, "it needs BloodMNIST, and they were made with the kit's cells.")
  }

  /// The numbers of a table's row, behind the words with which it begins.
  private func row(_ words: String, in file: String) throws -> [Double] {
    let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
    let line = try #require(
      text.components(separatedBy: "\n").first { $0.hasPrefix("| \(words) |") }, "\(file): \(words)"
    )
    return line.dropFirst(words.count + 3).split(separator: "|").compactMap {
      Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %")))
    }
  }

  private var numbers: [String: Double] {
    get throws { try #require(honest.get()[run: 0]["numbers"] as? [String: Double]) }
  }

  private func curve(_ name: String) throws -> [Double] {
    let curves = try #require(honest.get()[run: 0]["curves"] as? [String: [String: [Double]]])
    return try #require(curves[name]?["y"])
  }

  /// Rounding differs from processor to processor, and 1,890 steps of Adam amplify it.
  @Test("The table, and what is said about curves and groups", arguments: files)
  func claims(file: String) throws {
    let numbers = try numbers
    for part in ["training", "validation", "test"] {
      let cells = try row(part, in: file)
      #expect(cells.count == 3 && cells[0] == numbers["\(part) images"])
      #expect(abs(cells[1] - (numbers["\(part) loss"] ?? 0)) < 0.1, "\(part)")
      #expect(abs(cells[2] - 100 * (numbers["\(part) accuracy"] ?? 0)) < 4, "\(part)")
    }
    // Monocytes and immature granulocytes.
    #expect([3, 5].contains(numbers["class of lowest recall"]))
    let sure = try #require(numbers["confident-right"])
    #expect(sure > 800 && numbers["confident-wrong"].map { 0...30 ~= $0 } == true)
  }

  @Test("Both accuracies jump, and jump together")
  func jumps() throws {
    let training = try curve("training accuracy")
    let validation = try curve("validation accuracy")
    #expect(training.count == 30 && validation.count == 30)
    #expect(zip(training, validation).allSatisfy { abs($0 - $1) < 0.06 })
    #expect(zip(validation.dropFirst(5), validation.dropFirst(6)).contains { $0 - $1 > 0.04 })
    #expect(validation.dropFirst(5).allSatisfy { $0 > 0.75 })
  }

  @Test("An edited accuracy, and other weights")
  func edited() throws {
    var handIn = try honest.get()
    handIn.set("test accuracy", to: 0.99, run: 0)
    try expectNothing(handIn, "say a test accuracy of 0.99. The weights")
    handIn = try honest.get()
    let path = LabFiles.matrix("weights-3", of: "network")
    handIn.files[path] = numPyFile(.zeros(8, 128))
    try expectNothing(handIn, "The weights that were handed in give")
  }

  @Test("A made-up beginning, another seed, and code that computes something else")
  func begun() throws {
    var handIn = try honest.get()
    handIn.set(BatchTraining.firstLosses, at: 4, to: 1.5, run: 0)
    try expectNothing(handIn, "begins in another way with the code that was handed in: at 5")
    handIn = try honest.get()
    handIn.results["seed"] = 1
    try expectNothing(handIn, "begins in another way with the code that was handed in: at 1")
    let right = "gradient[n, label] -= 1 / samples"
    let other = try AnswersFolder(8, edits: [(right, "gradient[n, label] -= 0.99 / samples")])
    try expectNothing(try honest.get(), "begins in another way", code: other)
  }

  @Test("Fewer epochs, and cells that the grader doesn't have")
  func others() throws {
    var handIn = try honest.get()
    handIn[run: 0]["epochs"] = 29
    #expect(try handIn.grade().said.contains("has 29 epochs"))
    handIn = try honest.get()
    handIn.results["data"] = "BloodMNIST (NumPy archive): 11959 + 1712 + 3421 cells"
    let report = try handIn.grade()
    #expect(report.status == .notJudged && report.score == 0)
  }
}
