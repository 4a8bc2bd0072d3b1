import Authoring
import Commands
import Curriculum
import Grading

extension Command {
  static let figures = Command(
    .figures,
    arguments: [exerciseArgument],
    options: [
      .init("--check", help: "Write nothing; fail when a figure is out of date."),
      .init(
        "--labs",
        help: "Take the gallery's figures from the solutions' results of the labs instead."),
      skipBuildOption,
    ]
  ) { arguments in
    let chosen = try exercises(named: arguments.positional)
    let grader = try Grader(image: #dsohandle)
    guard Stubs(kit: grader.kit).haveSolutions else {
      throw CommandError("This edition of the kit has no solutions to draw figures from.")
    }
    if arguments.has("--labs") {
      for path in try LabGallery(root: grader.kit.root).take() { print("\(path) written") }
      return 0
    }
    try buildIfNeeded(grader, arguments)
    let figures = HandoutFigures(kit: grader.kit)
    if arguments.has("--check") {
      let paths = try figures.differences(chosen).map(\.path)
      for path in paths { print("\(path) is out of date") }
      return paths.isEmpty ? 0 : 1
    }
    for path in try figures.write(chosen) { print("\(path) written") }
    return 0
  }
}
