import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import Grading
@testable import HandIns
@testable import gradus

@Suite("What is handed in comes back as it was")
struct SubmissionTests {
  private var handIn: HandIn {
    var handIn = HandIn(student: "ada")
    handIn.sources[.huberRegression] = [
      "HuberRegression.swift": Data(String(repeating: "let x = 1\n", count: 500).utf8),
      "=a,\"b\" 世界.swift": Data("// ü".utf8),
    ]
    handIn.sources[.optimizers] = ["Optimizers.swift": Data()]
    handIn.written[.huberRegression] = "# Ä\n\nmine\n"
    handIn.dates = [
      .huberRegression: Date(timeIntervalSince1970: 1_700_000_001),
      .optimizers: Date(timeIntervalSince1970: 1_600_000_001),
    ]
    return handIn
  }

  private func reading(_ submission: Submission) throws -> HandIn {
    HandInReader(sourceNames: [:])
      .read(try Archive.read([UInt8](submission.archive)), student: "ada")
  }

  @Test("The sources, the written answers and the date are the same; the manifest fits")
  func roundTrip() throws {
    let submission = try Submission(handIn, score: 12, maxScore: 200)
    var back = try reading(submission)
    #expect(back.manifest?.kit == kitVersion)
    #expect(back.manifest?.score == 12 && back.manifest?.maxScore == 200)
    #expect(back.manifest?.files.count == 4)
    back.manifest = nil
    #expect(back == handIn)
  }

  @Test("The bytes are the same every time, in the order of the course")
  func bytes() throws {
    let submission = try Submission(handIn, score: 12, maxScore: 200)
    #expect(try Submission(handIn, score: 12, maxScore: 200).archive == submission.archive)
    #expect(
      submission.files.map(\.path) == [
        "Exercises/04-HuberRegression/=a,\"b\" 世界.swift",
        "Exercises/04-HuberRegression/Answers.md",
        "Exercises/04-HuberRegression/HuberRegression.swift",
        "Exercises/05-Optimizers/Optimizers.swift", "gradus-hand-in.json",
      ])
  }

  @Test("Dates before zip's first and after its last do no harm", arguments: [-1e9, 0, 1e10, 1e12])
  func dates(seconds: Double) throws {
    var handIn = handIn
    handIn.dates = [.huberRegression: Date(timeIntervalSince1970: seconds)]
    let back = try reading(try Submission(handIn, score: 0, maxScore: 200))
    #expect(back.files.count == 4)
  }

  @Test("An archive is what other programs read too", .enabled(if: hasUnzip, "needs unzip"))
  func unzip() throws {
    let folder = try Folder()
    let submission = try Submission(handIn, score: 0, maxScore: 200)
    let path = try folder.write(submission.archive, to: "a.zip")
    let result = try run("/usr/bin/unzip", ["-tqq", path], environment: [:], seconds: 60)
    #expect(result.ending?.status == 0, "\(result.output)")
  }

  @Test("The files are written as a folder of answers")
  func folder() throws {
    let folder = try Folder()
    try handIn.write(to: folder.path)
    let back = HandInReader(sourceNames: [:])
      .read(.init(student: "ada", path: folder.path, kind: .folder))
    #expect(back.sources == handIn.sources && back.written == handIn.written)
  }
}

@Suite("The summary of gradus submit warns of what will cost points")
struct SubmissionSummaryTests {
  private func summary(
    isComplete: Bool = true, message: String?, sheets: [Exercise: String] = [:]
  ) throws -> SubmissionSummary {
    var handIn = HandIn(student: "ada")
    for exercise in Exercise.all.dropLast() {
      handIn.sources[exercise] = ["\(exercise.name).swift": Data("x".utf8)]
    }
    handIn.written = sheets
    let huber = ExerciseReport(
      number: 4, id: "huber-regression", title: "Huber regression", status: .partial, score: 0,
      maxScore: 20, compilerMessage: message, tests: [])
    let report = Report(
      answers: "Exercises", seed: 0, toolchain: "", isComplete: isComplete, exercises: [huber])
    let submission = try Submission(handIn, score: 0, maxScore: 20)
    return SubmissionSummary(submission, of: handIn, report, output: "out.zip")
  }

  @Test("An exercise without a file, one that doesn't compile, and a run without an end are named")
  func warnings() throws {
    let summary = try summary(isComplete: false, message: "error: no")
    #expect(
      summary.text.hasPrefix(
        "In out.zip:\n  Exercises/01-SoftmaxJacobian/SoftmaxJacobian.swift  1 byte\n"))
    #expect(summary.text.hasSuffix(" 0 of 20 points by your own run.\n"))
    #expect(
      summary.warnings == [
        "Warning: there is no Swift file for 14 · Model selection",
        "Warning: 4 · Huber regression does not compile and gets no points; it goes into the "
          + "archive all the same",
        "Warning: this score is not a grade: the run was cut short",
      ])
    #expect(try self.summary(message: nil).warnings.count == 1)
  }

  @Test("Written questions without an answer are named; untouched sheets have one line together")
  func unanswered() throws {
    func sheet(_ answers: String...) -> String {
      answers.enumerated().map { number, answer in
        "## DL 2.\(number + 1) · Why? (\(number + 1) points)\n\n**Your answer**\n\n\(answer)\n\n&nbsp;\n"
      }.joined(separator: "\n")
    }
    let sheets: [Exercise: String] = [
      .huberRegression: sheet("", "Because.", ""), .optimizers: sheet("", ""),
      .perceptron: sheet("&nbsp;"), .initialisation: sheet("So", "and so."),
    ]
    #expect(
      try summary(message: nil, sheets: sheets).warnings.dropFirst() == [
        "Warning: no answer in Exercises/04-HuberRegression/Answers.md to DL 2.1 · Why?; DL 2.3 · Why?",
        "Warning: no written question is answered in Answers.md of exercise 5, 8",
      ])
  }
}

private let hasUnzip = FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")

/// The built program.
@Suite("gradus submit makes an archive", .serialized)
struct SubmitCommandTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private var archive: String { folder.path + "/out.zip" }

  private func submit(_ words: String...) throws -> (status: Int32?, output: String) {
    let environment = ProcessInfo.processInfo.environment.filter {
      !["GRADUS_", "NO_COLOR", "COLUMNS", "TERM"].contains(where: $0.key.hasPrefix)
    }
    let result = try run(
      kit.get().products + "/gradus",
      ["submit", "--skip-build", "--answers", folder.path + "/answers", "--output", archive]
        + words,
      environment: environment.merging(["COLUMNS": "200"]) { $1 }, seconds: 300)
    return (result.ending?.status, result.output)
  }

  @Test("A folder that isn't there, has no exercise or has nothing in it is an error")
  func errors() throws {
    let answers = folder.path + "/answers"
    var run = try submit()
    #expect(run.status == 2)
    #expect(run.output == "Error: there is no folder of answers at \"\(answers)\"\n")
    try folder.write("x", to: "answers/HuberRegression.swift")
    run = try submit()
    #expect(run.status == 2)
    #expect(
      run.output == """
        Error: the folder "\(answers)" has no exercise's folder such as 04-HuberRegression: \
        name the folder above those

        """)
    try FileManager.default.removeItem(atPath: answers)
    try folder.write("x", to: "answers/04-HuberRegression/notes.txt")
    run = try submit()
    #expect(run.status == 2)
    #expect(
      run.output == """
        Error: there is nothing to hand in in "\(answers)"
          04-HuberRegression/notes.txt: only Swift files and Answers.md are taken

        """)
    #expect(try submit("huber").status == 64)
    #expect(!FileManager.default.fileExists(atPath: archive))
  }

  @Test(
    "The table, the files, the size, the score and what doesn't compile are said",
    .slow)
  func archiving() throws {
    let exercises = try kit.get().root + "/Exercises"
    let answers = folder.path + "/answers"
    let reader = HandInReader(kit: try kit.get())
    try reader.read(.init(student: "", path: exercises, kind: .folder)).write(to: answers)
    let broken = "answers/04-HuberRegression/HuberRegression.swift"
    try folder.write("public struct Answer {", to: broken)
    try folder.write("x", to: "answers/04-HuberRegression/run.sh")
    try folder.write("// mine", to: "answers/04-HuberRegression/Mine.swift")
    let run = try submit()
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Answers in \(answers), seed 0\n\n  1  "))
    #expect(run.output.contains("does not compile"))
    #expect(
      run.output.contains(
        "\nWarning: 4 · Huber regression does not compile and gets no points; "
          + "it goes into the archive all the same\n"))
    #expect(run.output.contains("\nIn \(archive):\n  Exercises/01-SoftmaxJacobian/Answers.md  "))
    #expect(run.output.contains(" kB, 0 of 200 points by your own run.\n"))
    #expect(
      run.output.hasSuffix(
        """
        Not in the archive:
          04-HuberRegression/run.sh: only Swift files and Answers.md are taken

        """))
    let back = reader.read(.init(student: "ada", path: archive, kind: .archive))
    let original = reader.read(.init(student: "ada", path: answers, kind: .folder))
    #expect(back.sources == original.sources && back.written == original.written)
    #expect(back.sources.count == Exercise.all.count && back.ignored.isEmpty)
    #expect(back.manifest?.score == 0 && back.manifest?.maxScore == 200)
    let first = try Data(contentsOf: URL(filePath: archive))
    #expect(try submit().status == 0)
    #expect(try Data(contentsOf: URL(filePath: archive)) == first)
  }
}
