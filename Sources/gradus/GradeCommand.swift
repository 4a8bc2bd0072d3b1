import Answers
import Commands
import Curriculum
import Fingerprints
import Foundation
import Grading
import HandIns
import LabRuns

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
    let sandbox = try Sandbox.fulfil(wish, for: grader.kit)
    var report =
      arguments.has("--again")
      ? try grader.grade(chosen, answers: answers, seed: seed, sandbox: sandbox)
      : try grader.gradeWhatHasChanged(chosen, answers: answers, seed: seed, sandbox: sandbox)
    if arguments.positional.isEmpty {
      report.labs = try labs(
        answers, grader, data: arguments.value(of: "--data"), seed: seed, sandbox,
        again: arguments.has("--again"))
    }
    if let warning = sandbox.warning, outputs.useStandardOutput { complain("Warning: \(warning)") }
    if !outputs.useStandardOutput {
      let all = arguments.has("--details") || !arguments.positional.isEmpty
      print(TerminalReport(report, style: .current, showsDetails: all).text, terminator: "")
    }
    try outputs.write(report)
    return report.isComplete ? 0 : 2
  }
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
