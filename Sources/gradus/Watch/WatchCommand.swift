import Commands
import Curriculum
import Foundation
import Grading

extension Command {
  static let watch = Command(
    .watch,
    arguments: [
      (
        "[<exercise>]",
        "An exercise's number, id, folder or a unique part of its name. (default: the one that you "
          + "save)"
      )
    ],
    options: [
      .init("--answers", value: "folder", help: "The folder of answers. (default: Exercises)"),
      skipBuildOption,
    ]
  ) { arguments in
    let words = arguments.positional
    if words.count > 1 { throw UsageError("Unexpected argument '\(words[1])'") }
    let chosen = try words.first.map { try Commands.exercise(named: $0) }
    let grader = try Grader(image: #dsohandle)
    let name = arguments.value(of: "--answers") ?? "Exercises"
    guard let folder = grader.folder(named: name) else {
      throw CommandError("there is no folder of answers at \"\(name)\"")
    }
    let files = AnswerFiles(place: folder)
    try buildIfNeeded(grader, arguments)
    let hasScreen =
      isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    return try WatchSession(
      grader, files, chosen ?? exerciseAtHand(files, grader.kit), follows: chosen == nil,
      hasScreen: hasScreen
    ).run()
  }
}
