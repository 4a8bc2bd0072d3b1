import Authoring
import Commands
import Curriculum
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
      .init("--check", help: "Write nothing; fail when the folder has pieces of solutions."),
    ]
  ) { arguments in
    guard let folder = arguments.positional.first, !folder.isEmpty else {
      throw UsageError("Missing expected argument '<folder>'")
    }
    guard arguments.positional.count == 1 else {
      throw UsageError("Unexpected argument '\(arguments.positional[1])'")
    }
    let edition = StudentEdition(
      root: try Grader(image: #dsohandle).kit.root, gradesClasses: arguments.has("--for-classes"))
    guard edition.haveSolutions else {
      throw CommandError("This edition of the kit has no solutions: it is the student edition.")
    }
    if arguments.has("--check") {
      let leaks = try edition.leaks(in: folder)
      for leak in leaks { print(leak) }
      if leaks.isEmpty { print("\(folder) has no piece of a solution.") }
      return leaks.isEmpty ? 0 : 1
    }
    try edition.write(to: folder)
    let addition = arguments.has("--for-classes") ? ", with the commands for course staff," : ""
    print("The student edition\(addition) is in \(folder).")
    return 0
  }
}
