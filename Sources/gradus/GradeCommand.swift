import Boundary
import Commands
import Curriculum
import Fingerprints
import Foundation
import Grading
import HandIns
import LabRuns
import Texts

extension Command {
  static let grade = Command(
    .grade,
    arguments: [exerciseArgument],
    options: [
      .init(
        "--answers", value: "folder",
        help: "The folder of answers: Exercises, Solutions or any other. (default: Exercises)"),
      .init(
        "--seed", value: "number",
        help: "The number from which random instances are drawn. (default: 0)"),
      .init("--json", value: "file", help: "Write the report as JSON; - is standard output."),
      .init("--junit", value: "file", help: "Write the report as JUnit XML; - is standard output."),
      sandboxOption, dataOption,
      .init("--again", help: "Judge again what hasn't changed since it was judged."),
      .init("--details", help: "Explain every test that has not passed."),
      skipBuildOption,
    ]
  ) { arguments in
    let chosen = try exercises(named: arguments.positional)
    let seed: UInt64 = try arguments.number(of: "--seed", default: 0)
    let answers = arguments.value(of: "--answers") ?? "Exercises"
    let outputs = try ReportFiles(arguments)
    let grader = try Grader(image: #dsohandle)
    let wish = try sandboxWish(arguments)
    try buildIfNeeded(grader, arguments)
    let sandbox = try Sandbox.fulfill(wish, for: grader.kit)
    let report = try withReadableAnswers(in: answers, grader) { folder in
      let progress = StepProgress("Judging, tests")
      var report =
        arguments.has("--again")
        ? try grader.grade(
          chosen, answers: folder, seed: seed, sandbox: sandbox, progress: progress.show)
        : try grader.gradeWhatHasChanged(
          chosen, answers: folder, seed: seed, sandbox: sandbox, progress: progress.show)
      progress.end()
      if arguments.positional.isEmpty {
        report.labs = try labs(
          folder, grader, data: arguments.value(of: "--data"), seed: seed, sandbox,
          again: arguments.has("--again"))
      }
      report.answers = answers
      return report
    }
    noteProgress(report, grader.kit, answers: grader.folder(named: answers))
    if let warning = sandbox.warning, outputs.useStandardOutput { complain("Warning: \(warning)") }
    if !outputs.useStandardOutput {
      let all = arguments.has("--details") || !arguments.positional.isEmpty
      print(TerminalReport(report, style: .current, showsDetails: all).text, terminator: "")
    }
    try outputs.write(report)
    return report.isComplete ? 0 : 2
  }
}

/// Gives a folder in which the answers lie as the grader of a class reads them: the folder itself where
/// it is so, else a copy.
private func withReadableAnswers<Result>(
  in answers: String, _ grader: Grader, _ grade: (String) throws -> Result
) throws -> Result {
  // The folder of one exercise is a slip, which the grader explains.
  guard let place = place(ofAnswers: answers, root: grader.kit.root)?.resolved,
    !Exercise.all.contains(where: { place.hasSuffix("/" + $0.folder) })
  else { return try grade(answers) }
  let handIn = HandInReader(kit: grader.kit).read(.init(student: answers, paths: [place]))
  let isPlain = Exercise.all.allSatisfy { exercise in
    Fingerprint(ofFolder: "\(place)/\(exercise.folder)")
      == Fingerprint(handIn.sources[exercise] ?? [:])
  }
  for item in handIn.unread { complain("Warning: not read: \(item.path): \(item.reason)") }
  // A source that is a link, or the like, is for the compiler to speak about.
  let hasSources = Exercise.all.contains {
    Fingerprint(ofFolder: "\(place)/\($0.folder)") != Fingerprint([:])
  }
  if handIn.files.isEmpty, !handIn.unread.isEmpty, !hasSources {
    throw CommandError("nothing in \"\(answers)\" can be read")
  }
  if isPlain || handIn.files.isEmpty { return try grade(answers) }
  let copy = FileManager.default.temporaryDirectory
    .appending(path: "gradus-answers-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: copy) }
  try handIn.write(to: copy)
  return try grade(copy)
}

/// Where answers lie: as they are named, or below the kit's root; nil if nothing is there.
func place(ofAnswers answers: String, root: String) -> String? {
  if answers.isEmpty { return nil }
  let places = answers.hasPrefix("/") ? [answers] : [answers, "\(root)/\(answers)"]
  return places.first { FileManager.default.fileExists(atPath: $0) }
}

/// Grades the labs that have results.
func labs(
  _ answers: String, _ grader: Grader, data: String?, seed: UInt64, _ sandbox: Sandbox.Choice,
  again: Bool
) throws -> [LabReport] {
  guard let folder = grader.folder(named: answers) else { return [] }
  let handIn = HandInReader.labs(in: folder)
  if handIn.isEmpty { return [] }
  let conditions = "\(LabGrader.programs(of: grader.kit)) \(seed) \(sandbox.description)"
  let labGrader = LabGrader(
    kit: grader.kit, data: data, seed: seed, sandbox: sandbox,
    verdicts: again ? nil : Verdicts(of: grader.kit, conditions: conditions))
  return try labGrader.grade(
    handIn,
    fingerprint: { Fingerprint(ofFolder: "\(folder)/\($0.folder)")?.text ?? UUID().uuidString },
    answers: { folder })
}

/// The files that a report goes to.
private struct ReportFiles {
  private let files: [(path: String, make: (Report) throws -> Data)]

  var useStandardOutput: Bool { files.contains { $0.path == "-" } }

  init(_ arguments: Arguments) throws(UsageError) {
    let known: [(option: String, make: (Report) throws -> Data)] = [
      ("--json", { try $0.json() }), ("--junit", { $0.junit() }),
    ]
    files = known.compactMap { option, make in
      arguments.value(of: option).map { ($0, make) }
    }
    if files.count(where: { $0.path == "-" }) > 1 {
      throw UsageError("Only one report can go to standard output")
    }
  }

  func write(_ report: Report) throws {
    for (path, make) in files {
      let data = try make(report)
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: data)
      } else {
        do {
          // Not in one go by renaming: that would put a file in the place of /dev/stdout.
          try data.write(to: URL(filePath: path))
        } catch {
          throw CommandError("The report can't be written to '\(path)': \(reason(error))")
        }
      }
    }
  }
}
