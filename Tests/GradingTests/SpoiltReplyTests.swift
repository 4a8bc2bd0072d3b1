import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

/// What an answer can return, lend and write is anything. The solutions' own replies are spoilt on their
/// way to the judge, in the ways that stand in `Tests/SampleAnswers/spoilt-replies`, and no run may stop.
@Suite(
  "Whatever comes back from an answer, each test has a verdict",
  .slow,
  .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
struct SpoiltReplyTests {
  private let folder: Folder
  private let grader: Grader

  init() throws {
    folder = try Folder()
    grader = try Grader(image: #dsohandle)
  }

  /// Puts a solution in its place, with what spoils its replies.
  private func add(_ exercise: Exercise) throws {
    let samples = "\(grader.kit.root)/Tests/SampleAnswers/spoilt-replies"
    try folder.add(exercise, .solution)
    let place = "\(folder.path)/\(exercise.folder)"
    for name in try FileManager.default.contentsOfDirectory(atPath: samples) {
      try FileManager.default.copyItem(atPath: "\(samples)/\(name)", toPath: "\(place)/\(name)")
    }
    let path = "\(place)/\(exercise.name).swift"
    let head = "public struct Answer: \(exercise.name) {\n"
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
      .replacing("  public init() {}\n", with: "")
    #expect(text.contains(head))
    let start = "  public init() { SpoiltReplies.begin(settings: \"\(folder.path)/seed\") }\n"
    try folder.write(
      text.replacing(head, with: head + start), to: "\(exercise.folder)/\(exercise.name).swift")
  }

  @Test("All fourteen suites end, with a sentence for each test that fails")
  func spoilt() throws {
    for exercise in Exercise.all { try add(exercise) }
    var wrong = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      try folder.write("\(seed)\n", to: "seed")
      let scoring = try grader.score(Exercise.all, answers: folder.path, seed: seed)
      // No test has stopped the program that judges, for which the others would have run once more.
      #expect(scoring.stoppedTests == [], "seed \(seed)")
      let report = scoring.report(on: Exercise.all, answers: folder.path, seed: seed)
      #expect(report.isComplete, "seed \(seed): \(report.problem ?? "")")
      for test in report.exercises.flatMap(\.tests) where test.status != .passed {
        wrong += 1
        // A reply that says "not written yet" is believed.
        #expect(
          test.status == .notImplemented || !test.messages.isEmpty, "seed \(seed): \(test.id)")
      }
    }
    // Most are spoilt indeed.
    #expect(wrong > 500)
  }
}
