import Authoring
import Commands
import Curriculum
import Foundation
import Grading

extension Command {
  static let export = Command(
    .export,
    arguments: [
      ("folder", "Where it goes: a folder outside the kit, new or empty.")
    ],
    options: [
      .init(
        "--for-classes",
        help: "Add the commands for course staff, for a machine that grades a class."),
      .init(
        "--check",
        help:
          "Write nothing; fail when the folder has pieces of solutions, or a suite with a function "
          + "that scores when it is pasted into the stub. Takes a minute or two."),
      .init(
        "--exercise", value: "exercise",
        help: "With --check: paste functions of this exercise's suite only."),
    ]
  ) { arguments in
    guard let folder = arguments.positional.first, !folder.isEmpty else {
      throw UsageError("Missing expected argument '<folder>'")
    }
    guard arguments.positional.count == 1 else {
      throw UsageError("Unexpected argument '\(arguments.positional[1])'")
    }
    if arguments.has("--exercise"), !arguments.has("--check") {
      throw UsageError("The option '--exercise' needs '--check'")
    }
    let chosen = try exercises(named: arguments.value(of: "--exercise").map { [$0] } ?? [])
    let grader = try Grader(image: #dsohandle)
    let edition = StudentEdition(
      root: grader.kit.root, gradesClasses: arguments.has("--for-classes"))
    guard edition.haveSolutions else {
      throw CommandError("This edition of the kit has no solutions: it is the student edition.")
    }
    if arguments.has("--check") {
      let leaks = try edition.leaks(in: folder)
      for leak in leaks { print(leak) }
      guard leaks.isEmpty else { return 1 }
      print("\(folder) has no piece of a solution.")
      return try pasteSuites(of: folder, chosen, grader)
    }
    try edition.write(to: folder)
    let addition = arguments.has("--for-classes") ? ", with the commands for course staff," : ""
    print("The student edition\(addition) is in \(folder).")
    return 0
  }
}

/// Pastes what the suites have into the stubs; returns the exit status.
private func pasteSuites(
  of folder: String, _ exercises: [Exercise], _ grader: Grader
) throws -> Int32 {
  var tallies: [PasteCheck.Tally] = []
  try PasteCheck(grader: grader, suitesIn: folder).run(exercises) { tally in
    for finding in tally.findings { print(finding) }
    fflush(nil)
    tallies.append(tally)
  }
  let findings = tallies.map(\.findings.count).reduce(0, +)
  let helpers = tallies.map(\.helpers).reduce(0, +)
  let fittings = tallies.map(\.fittings).reduce(0, +)
  print(
    "\(helpers) functions of the suites fit one of a stub, pasted in \(fittings) ways: "
      + (findings == 0 ? "none scores." : "\(findings) of these score."))
  return findings == 0 ? 0 : 1
}
