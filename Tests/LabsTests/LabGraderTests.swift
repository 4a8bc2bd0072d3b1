import Datasets
import Foundation
import Grading
import LabRuns
import LinearAlgebra
import Testing

@testable import Labs

/// Lab 2 in as few epochs as are enough to reach what is wanted.
private let settings = "learning_rate = 0.015\nbatch_size = 64\nepochs = 10"

/// An honest hand-in of it.
private let honest = Result { try LabHandIn(running: AnswersFolder(2, settings: settings)) }

@Suite(
  "What is handed in for a lab has points only if it is what it says", .serialized,
  .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
struct LabGraderTests {
  @Test(
    "An honest hand-in has all points, whichever runs are begun again",
    arguments: runsFullTests ? [0, 7] : [0])
  func honestOne(seed: UInt64) throws {
    let report = try honest.get().grade(seed: seed)
    #expect(report.remarks == [])
    #expect(report.status == .complete && report.score == 5 && report.maxScore == 5)
    #expect(report.words == "done, reached, genuine")
  }

  @Test(
    "So has one whose code computes the same by another route",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func otherRoute() throws {
    let route = try kit.get().root + "/Tests/SampleAnswers/other-route"
    let other = try AnswersFolder(2, solutions: route)
    #expect(try honest.get().grade(code: other).remarks == [])
  }

  @Test("Without results there is no report; with them all labs are listed")
  func noResults() throws {
    var handIn = try honest.get()
    let grader = LabGrader(kit: try kit.get(), seed: 0, sandbox: .none)
    let path = handIn.folder.path
    handIn.files[LabFiles.results] = nil
    let none = try grader.grade(["Lab02-OneLayer": handIn.files], fingerprint: { $0.id }) { path }
    #expect(none.isEmpty)
    let other = try honest.get().files
    let all = try grader.grade(["Lab02-OneLayer": other], fingerprint: { $0.id }) { path }
    #expect(all.map(\.number) == allLabs.map(\.title.number))
    #expect(all[0].status == .notStarted && all[0].score == 0 && all[0].maxScore > 0)
  }

  /// A forged hand-in, the sentence that its report must have, and the code that goes with it.
  private func expectNothing(
    _ handIn: LabHandIn, _ sentence: String, code: AnswersFolder? = nil,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let report = try handIn.grade(code: code)
    #expect(report.score == 0, sourceLocation: place)
    #expect(report.status == .partial, sourceLocation: place)
    #expect(report.said.contains(sentence), "\(report.said)", sourceLocation: place)
  }

  @Test("An edited accuracy")
  func editedAccuracy() throws {
    var handIn = try honest.get()
    handIn.set("validation accuracy", to: 0.97, run: 0)
    try expectNothing(handIn, "The results of the run λ = 0 say a validation accuracy of 0.97. The")
  }

  @Test("An edited norm, in one run of five")
  func editedNorm() throws {
    var handIn = try honest.get()
    handIn.set("squared norm", to: 3, run: 4)
    try expectNothing(handIn, "of the run λ = 0.001 say a squared norm of 3. The weights")
  }

  @Test(
    "Another student's results, from code that goes a hundredth further",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func otherStudent() throws {
    let step = "return weights - learningRate *"
    let other = try AnswersFolder(
      2, settings: settings, edits: [(step, "return weights - 1.01 * learningRate *")])
    try expectNothing(
      try LabHandIn(running: other), "begins in another way with the code that was handed in: at",
      code: honest.get().folder)
  }

  @Test(
    "The weights of a better model beside an own curve",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func betterModel() throws {
    var handIn = try LabHandIn(
      running: AnswersFolder(
        2, settings: "learning_rate = 0.001\nbatch_size = 1024\nepochs = 2"))
    let own = try handIn.grade()
    #expect(own.words == "done, not reached, genuine" && own.score == 3)
    #expect(
      own.said.contains("The weights that were handed in give") && own.said.contains("wanted"))
    for (path, data) in try honest.get().files where path.hasSuffix(".npy") {
      handIn.files[path] = data
    }
    try expectNothing(handIn, "The weights that were handed in give")
  }

  @Test(
    "The curve of the same code with another seed",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func otherSeed() throws {
    var handIn = try LabHandIn(running: AnswersFolder(2, settings: settings), seed: 1)
    #expect(try handIn.grade().score == 5)
    handIn.results["seed"] = 0
    try expectNothing(handIn, "begins in another way with the code that was handed in: at")
  }

  @Test(
    "Results of other data, under the name of the kit's",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func otherData() throws {
    let folder = try AnswersFolder(2, settings: settings)
    let digits = try reversedDigits(in: folder.path + "/reversed")
    _ = try folder.runner(source: digits).run(jobs: 2) { _ in }
    try expectNothing(try LabHandIn(folder), "begins in another way")
  }

  @Test("Data that the grader doesn't have are no forgery")
  func unknownData() throws {
    var handIn = try honest.get()
    handIn.results["data"] = "MNIST: 60000 + 10000 digits, of which 6000 were learnt from"
    let report = try handIn.grade()
    #expect(report.status == .notJudged && report.score == 0)
    #expect(report.said.contains("It has only the kit's digits"), "\(report.said)")
    let nowhere = try honest.get().grade(data: NSTemporaryDirectory() + "/nowhere")
    #expect(nowhere.status == .notJudged && nowhere.score == 0)
    #expect(nowhere.said.contains("couldn't be judged: there is no folder of data at"))
  }

  @Test("Settings out of bounds, and fewer epochs than they say")
  func otherSettings() throws {
    var handIn = try honest.get()
    handIn.results["settings"] = ["learning_rate": 0.9, "batch_size": 64, "epochs": 10]
    try expectNothing(handIn, "learning_rate must be a number from 0.0001 to 0.4")
    handIn.results["settings"] = ["learning_rate": 0.015, "batch_size": 64]
    try expectNothing(handIn, "there are 2 settings, not 3")
    handIn.results["settings"] = ["learning_rate": 0.015, "batch_size": 64, "epochs": 50]
    let report = try handIn.grade()
    #expect(report.said.contains("λ = 0 has 10 epochs and 940 steps; that isn't what the settings"))
    #expect(report.checks[0].score == 0)
  }

  @Test("A run that is missing costs what is done, and no more")
  func missingRun() throws {
    var handIn = try honest.get()
    var runs = handIn.results["runs"] as? [[String: Any]] ?? []
    runs.remove(at: 3)
    handIn.results["runs"] = runs
    let report = try handIn.grade()
    #expect(report.said == "done: The run λ = 0.01 is missing.")
    #expect(report.score == 2 && report.words == "not done, reached, genuine")
    handIn[run: 1]["isFinished"] = false
    #expect(try handIn.grade().said.contains("The run λ = 1 didn't come to its end."))
  }

  @Test(
    "A lab whose exercise isn't solved, doesn't compile, or crashes",
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"))
  func brokenCode() throws {
    let handIn = try honest.get()
    let root = try kit.get().root
    let stub = try AnswersFolder(2, solutions: root + "/Exercises")
    try expectNothing(handIn, "functions that aren't written: exercise 7", code: stub)
    let start = "public struct Answer: SoftmaxRegression {"
    let broken = try AnswersFolder(2, edits: [(start, start + " let x: Never = 1")])
    try expectNothing(handIn, "doesn't compile", code: broken)
    let step = "return weights - learningRate *"
    let crash = try AnswersFolder(
      2, edits: [(step, "if labels.count > 9 { fatalError(\"boom\") }\n" + step)])
    try expectNothing(handIn, "crashed: boom", code: crash)
    let empty = try AnswersFolder(9)
    try expectNothing(handIn, "There is no code for exercise 7", code: empty)
  }
}

/// The kit's digits in another order, which their fingerprints don't tell.
private func reversedDigits(in folder: String) throws -> ImageSource {
  let digits = try kits(.digits).digits()
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  func number(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(value >> (8 * $0) & 255) } }
  for (name, part) in [("train", digits.training), ("t10k", digits.test)] {
    let order = Array((0..<part.count).reversed())
    let pixels = part[order].pixels
    let images = [0, 0, 8, 3] + number(part.count) + number(28) + number(28) + pixels
    let labels = [0, 0, 8, 1] + number(part.count) + order.map { UInt8(part.labels[$0]) }
    try Data(images).write(to: URL(filePath: "\(folder)/\(name)-images-idx3-ubyte"))
    try Data(labels).write(to: URL(filePath: "\(folder)/\(name)-labels-idx1-ubyte"))
  }
  return try #require(try ImageSource.all(.digits, data: folder, kit: kit.get().root).first)
}
