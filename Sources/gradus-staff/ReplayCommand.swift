import Classroom
import Commands
import Foundation
import Grading

extension Command {
  static let replay = Command(
    .replay,
    arguments: [
      ("<report.json>", "A student's report, from the grades of a class."),
      ("[<test> ...]", "Words from the tests' sentences or ids. (default: all that aren't passed)"),
    ],
    options: [
      .init(
        "--sandbox", value: "kind",
        help: "bubblewrap, none or auto: bubblewrap where it works. (default: auto)"),
      skipBuildOption,
    ]
  ) { arguments in
    guard let path = arguments.positional.first else { throw UsageError("Name a report.json") }
    let grader = try Grader(image: #dsohandle)
    try buildIfNeeded(grader, arguments)
    let replay = try Replay(
      grader: grader, report: path, sandbox: try sandboxWish(arguments, default: .auto))
    let words = Array(arguments.positional.dropFirst())
    let outcome = try replay.run(tests: words)
    for remark in outcome.remarks { print(remark) }
    print(
      TerminalReport(outcome.report, style: .current, showsDetails: true).text, terminator: "")
    for change in outcome.changes { print(change) }
    print(
      outcome.changes.isEmpty
        ? "The verdicts are those of the report."
        : "\(outcome.changes.count) verdicts are not those of the report.")
    return outcome.changes.isEmpty ? 0 : 1
  }
}
