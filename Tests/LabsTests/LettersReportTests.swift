import Foundation
import KitTesting
import LabRuns
import Testing

@testable import Labs

/// The short form of lab 6 on the solutions, run once for all tests.
private let honest = Result { try LabHandIn(running: AnswersFolder(6)) }

/// The model report of lab 6 beside what the lab gives on the solutions and the letters that the kit draws,
/// and the same results, forged.
@Suite(
  "What the model report of lab 6 claims", .serialized,
  .slow)
struct LettersReportTests {
  private static let files = ["docs/labs/06-letters.md", "Solutions/Lab06-Letters/Report.md"]

  /// The numbers of a table's row, behind the words with which it begins.
  private func row(_ words: String, in file: String) throws -> [Double] {
    let text = try String(contentsOfFile: kit.get().root + "/" + file, encoding: .utf8)
    let line = try #require(
      text.components(separatedBy: "\n").first { $0.hasPrefix("| \(words) |") }, "\(file): \(words)"
    )
    return line.dropFirst(words.count + 3).split(separator: "|").compactMap {
      Double($0.trimmingCharacters(in: CharacterSet(charactersIn: " %*")))
    }
  }

  /// The numbers of a run in the results.
  private func numbers(_ name: String) throws -> [String: Double] {
    let index = try #require(
      LettersLab().plan(Settings(standard: LettersLab().settings)).firstIndex { $0.name == name })
    return try #require(honest.get()[run: index]["numbers"] as? [String: Double])
  }

  @Test("The checkpoints, to a point: rounding differs from processor to processor")
  func checkpoints() throws {
    for (name, words) in [
      ("perceptron", "Perceptron"), ("logistic", "Logistic regression"), ("network", "784-100-26"),
    ] {
      let numbers = try numbers(name)
      for file in Self.files {
        let cells = try row(words, in: file)
        #expect(cells.count == 4)
        #expect(abs(cells[2] - 100 * (numbers["best validation accuracy"] ?? 0)) < 1, "\(words)")
        #expect(abs(cells[3] - 100 * (numbers["test accuracy"] ?? 0)) < 1, "\(words)")
      }
    }
  }

  @Test("The grid")
  func grid() throws {
    for place in GridPlace.all {
      let settings = Settings(standard: LettersLab().settings)
      let words =
        "\(place.isOwn ? "Features" : "Pixels") | \(written(settings[place.rateKey])) | "
        + written(settings[place.penaltyKey])
      let accuracy = try 100 * (numbers(place.name)["best validation accuracy"] ?? 0)
      for file in Self.files {
        #expect(abs(try #require(row(words, in: file).last) - accuracy) < 1, "\(words)")
      }
    }
  }

  @Test("The honest results have all points, and forged ones have none")
  func grades() throws {
    var handIn = try honest.get()
    let report = try handIn.grade(seed: 3)
    #expect(report.remarks == [] && report.score == report.maxScore)
    #expect(report.words == "done, reached, genuine")

    func expectNothing(_ sentence: String, at place: SourceLocation = #_sourceLocation) throws {
      let report = try handIn.grade()
      #expect(report.score == 0, sourceLocation: place)
      #expect(report.said.contains(sentence), "\(report.said)", sourceLocation: place)
      handIn = try honest.get()
    }
    handIn.set("test accuracy", to: 0.97, run: 0)
    try expectNothing("of the run Perceptron say a test accuracy of 0.97. The weights")
    handIn.set("best validation accuracy", to: 0.97, run: 1)
    try expectNothing("of the run Logistic regression say a best validation accuracy of 0.97.")
    handIn.set("training loss", to: 0.1, run: 14)
    try expectNothing("of the run 784-100-26 say a training loss of 0.1.")
    // The weights of a better configuration beside an own curve.
    for name in ["weights", "best weights"] {
      let better = LabFiles.matrix(name, of: "grid-pixels-3-1")
      handIn.files[LabFiles.matrix(name, of: "logistic")] = handIn.files[better]
    }
    try expectNothing("The weights that were handed in give")
    // The best of the grid depends on every setting, so it is always begun again.
    var settings = try #require(handIn.results["settings"] as? [String: Any])
    settings["learning_rate_2"] = 0.002
    handIn.results["settings"] = settings
    try expectNothing("begins in another way with the code that was handed in")
    handIn.results["seed"] = 1
    try expectNothing("begins in another way with the code that was handed in")
    // The runs with features have no weights that the kit could measure, but a beginning.
    for run in 0..<15 { handIn.set("first losses", at: 3, to: 0.5, run: run) }
    try expectNothing("and the results say 0.5")
  }
}
