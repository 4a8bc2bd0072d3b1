import Boundary
import Curriculum
import Foundation
import Grading
import HandIns
import LabRuns
import Testing

@testable import Labs

/// What a student hands in for one lab, to be forged, and the code that goes with it.
struct LabHandIn: Sendable {
  let folder: AnswersFolder
  var files: [String: Data]

  /// The results that lie in a folder of answers.
  init(_ folder: AnswersFolder) throws {
    self.folder = folder
    files = HandInReader.labs(in: folder.path)[folder.lab.title.folder] ?? [:]
  }

  /// Runs a lab and takes what it leaves.
  init(running folder: AnswersFolder, seed: UInt64 = 0) throws {
    let runs = try folder.runner(seed: seed).run(jobs: 2) { _ in }
    #expect(runs.map(\.isFinished) == runs.map { _ in true })
    try self.init(folder)
  }

  /// `results.json` as a tree.
  var results: [String: Any] {
    get {
      let tree = files[LabFiles.results].flatMap { try? JSONSerialization.jsonObject(with: $0) }
      return tree as? [String: Any] ?? [:]
    }
    set { files[LabFiles.results] = try? JSONSerialization.data(withJSONObject: newValue) }
  }

  /// One run of `results.json`.
  subscript(run index: Int) -> [String: Any] {
    get { (results["runs"] as? [[String: Any]])?[index] ?? [:] }
    set {
      var runs = results["runs"] as? [[String: Any]] ?? []
      runs[index] = newValue
      results["runs"] = runs
    }
  }

  /// Sets a number of a run, and the end of its curve.
  mutating func set(_ name: String, to value: Double, run: Int) {
    var (numbers, curves) = (
      self[run: run]["numbers"] as? [String: Any] ?? [:],
      self[run: run]["curves"] as? [String: [String: [Double]]] ?? [:]
    )
    numbers[name] = value
    if var values = curves[name]?["y"] {
      values[values.count - 1] = value
      curves[name]?["y"] = values
    }
    self[run: run]["numbers"] = numbers
    self[run: run]["curves"] = curves
  }

  /// Sets a point of a curve.
  mutating func set(_ curve: String, at index: Int, to value: Double, run: Int) {
    var curves = self[run: run]["curves"] as? [String: [String: [Double]]] ?? [:]
    curves[curve]?["y"]?[index] = value
    self[run: run]["curves"] = curves
  }

  /// The grade, by a grader that has the kit's digits only.
  func grade(
    seed: UInt64 = 0, code: AnswersFolder? = nil, sandbox: Sandbox.Choice = .none,
    data: String = NSTemporaryDirectory()
  ) throws -> LabReport {
    let grader = LabGrader(kit: try kit.get(), data: data, seed: seed, sandbox: sandbox)
    let labs = try grader.grade([folder.lab.title.folder: files], fingerprint: { $0.id }) {
      (code ?? folder).path
    }
    return try #require(labs.first { $0.number == folder.lab.title.number })
  }
}

extension LabReport {
  /// All that is said, on one line.
  var said: String { remarks.joined(separator: " ") }
}

/// Expects that a hand-in has no points, and a sentence that says why.
func expectNothing(
  _ handIn: LabHandIn, _ sentence: String, code: AnswersFolder? = nil,
  at place: SourceLocation = #_sourceLocation
) throws {
  let report = try handIn.grade(code: code)
  #expect(report.score == 0, sourceLocation: place)
  #expect(report.said.contains(sentence), "\(report.said)", sourceLocation: place)
}
