import Boundary
import Commands
import Curriculum
import Foundation
import Grading
import HandIns
import Labs

extension Command {
  static let submit = Command(
    .submit,
    options: [
      .init("--answers", value: "folder", help: "The folder of answers. (default: Exercises)"),
      .init(
        "--output", value: "file", help: "The archive to write. (default: gradus-hand-in.zip)"),
      skipBuildOption,
    ]
  ) { arguments in
    guard arguments.positional.isEmpty else {
      throw UsageError(
        "Unexpected argument '\(arguments.positional[0])': all exercises are handed in together")
    }
    let answers = arguments.value(of: "--answers") ?? "Exercises"
    let output = arguments.value(of: "--output") ?? "gradus-hand-in.zip"
    let grader = try Grader(image: #dsohandle)
    var handIn = try answersToHandIn(
      in: answers, HandInReader(kit: grader.kit), root: grader.kit.root)
    // What was handed out and nobody has touched stays at home.
    handIn.labs = handIn.labs.filter { _, files in
      files[LabFiles.results] != nil || files[LabFiles.report].map(hasAnswer) ?? false
    }
    try buildIfNeeded(grader, arguments)
    let grade = try report(on: handIn, grader, named: answers)
    print(TerminalReport(grade, style: .current, showsDetails: false).text)
    let submission = try Submission(handIn, score: grade.score, maxScore: grade.maxScore)
    let summary = SubmissionSummary(submission, of: handIn, grade, output: output)
    print(summary.warnings.map { $0 + "\n" }.joined())
    try write(submission.archive, to: output)
    print(summary.text, terminator: "")
    return grade.isComplete ? 0 : 2
  }
}

/// Whether somebody has written something below the questions of a lab's report.
private func hasAnswer(_ report: Data) -> Bool {
  AnswerSheet.firstAnswer(in: String(decoding: report, as: UTF8.self)) != nil
}

/// What is in a folder of answers, as the instructor will read it.
private func answersToHandIn(
  in answers: String, _ reader: HandInReader, root: String
) throws -> HandIn {
  guard let folder = place(ofAnswers: answers, root: root),
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
  else { throw CommandError("there is no folder of answers at \"\(answers)\"") }
  guard names.contains(where: HandInReader.isExerciseFolder) else {
    throw CommandError(
      "the folder \"\(answers)\" has no exercise's folder such as "
        + "\(Exercise.huberRegression.folder): name the folder above those")
  }
  let handIn = reader.read(.init(student: answers, path: folder.resolved, kind: .folder))
  guard !handIn.files.isEmpty else {
    let reasons = handIn.ignored.map { "\n  \($0.path): \($0.reason)" }.joined()
    throw CommandError("there is nothing to hand in in \"\(answers)\"" + reasons)
  }
  return handIn
}

/// Grades exactly what is handed in, from a copy: files may change meanwhile.
private func report(on handIn: HandIn, _ grader: Grader, named answers: String) throws -> Report {
  let copy = FileManager.default.temporaryDirectory
    .appending(path: "gradus-hand-in-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: copy) }
  try handIn.write(to: copy)
  let progress = StepProgress("Judging, tests")
  var report = try grader.grade(Exercise.all, answers: copy, progress: progress.show)
  progress.end()
  report.labs = try labs(copy, grader, data: nil, seed: 0, .none, again: false)
  report.answers = answers
  return report
}

/// Writes the archive in one go, unless something like /dev/stdout stands in its place.
private func write(_ archive: Data, to output: String) throws {
  let attributes = try? FileManager.default.attributesOfItem(atPath: output)
  let isOrdinary = (attributes?[.type] as? FileAttributeType ?? .typeRegular) == .typeRegular
  do {
    try archive.write(to: URL(filePath: output), options: isOrdinary ? .atomic : [])
  } catch {
    throw CommandError("The archive can't be written to '\(output)': \(reason(error))")
  }
}

/// What `gradus submit` says at its end.
struct SubmissionSummary {
  private let submission: Submission
  private let handIn: HandIn
  private let report: Report
  private let output: String

  init(_ submission: Submission, of handIn: HandIn, _ report: Report, output: String) {
    self.submission = submission
    self.handIn = handIn
    self.report = report
    self.output = output
  }

  /// What is said when the archive is written.
  var text: String { (contents + notTaken + [""]).joined(separator: "\n") }

  private var contents: [String] {
    ["In \(output):"]
      + submission.files.filter { !isOfLab($0.path) }.map { "  \($0.path)  \(sizeText($0.bytes))" }
      + handIn.labs.sorted { $0.key < $1.key }.map { lab, files in
        "  Exercises/\(lab): \(files.count) files  \(sizeText(files.values.map(\.count).reduce(0, +)))"
      }
      + [
        "\(submission.files.count) files, \(sizeText(submission.archive.count)), "
          + "\(report.score) of \(report.maxScore) points by your own run"
          + (report.labs.isEmpty
            ? "." : ", and \(report.labs.score) of \(report.labs.maxScore) of the labs.")
      ]
  }

  /// A lab has many files, which are named together.
  private func isOfLab(_ path: String) -> Bool {
    handIn.labs.keys.contains { path.hasPrefix("Exercises/\($0)/") }
  }

  /// What will cost points, to be said before the archive is written.
  var warnings: [String] {
    let missing = Exercise.all.filter { handIn.sources[$0] == nil }
    var lines = missing.map { "Warning: there is no Swift file for \($0)" }
    for exercise in report.exercises
    where exercise.compilerMessage != nil && !missing.contains(where: { $0.id == exercise.id }) {
      lines.append(
        "Warning: \(exercise.number) · \(exercise.title) does not compile and gets no points; "
          + "it goes into the archive all the same")
    }
    lines += unanswered
    if let problem = report.problem {
      lines.append("Warning: this score is not a grade: \(problem)")
    }
    return lines
  }

  /// A person marks the written questions: of those that have no answer, one learns here.
  private var unanswered: [String] {
    var untouched: [Exercise] = []
    var lines: [String] = []
    for exercise in Exercise.all {
      guard let sheet = handIn.written[exercise] else { continue }
      let open = AnswerSheet.unanswered(in: sheet)
      if AnswerSheet.firstAnswer(in: sheet) == nil {
        if !open.isEmpty { untouched.append(exercise) }
      } else if !open.isEmpty {
        lines.append(
          "Warning: no answer in \(exercise.rooms.questions) to "
            + open.joined(separator: "; "))
      }
    }
    if untouched.isEmpty { return lines }
    let numbers = untouched.map { "\($0.number)" }.joined(separator: ", ")
    return lines + ["Warning: no written question is answered in Answers.md of exercise \(numbers)"]
  }

  private var notTaken: [String] {
    handIn.ignored.isEmpty
      ? [] : ["", "Not in the archive:"] + handIn.ignored.map { "  \($0.path): \($0.reason)" }
  }
}
