import Authoring
import Commands
import Curriculum
import Grading

extension Command {
  static let stubs = Command(
    .stubs,
    arguments: [exerciseArgument],
    options: [.init("--check", help: "Write nothing; fail when a stub differs.")]
  ) { arguments in
    let chosen = try exercises(named: arguments.positional)
    let stubs = Stubs(kit: try Grader(image: #dsohandle).kit)
    guard stubs.haveSolutions else {
      throw CommandError("This edition of the kit has no solutions to cut stubs from.")
    }
    if arguments.has("--check") {
      let paths = try stubs.differences(chosen).map(\.path)
      for path in paths { print("\(path) differs from its solution") }
      return paths.isEmpty ? 0 : 1
    }
    for (path, kept) in try stubs.write(chosen) {
      print("\(path) written" + (kept.map { "; what stood there is now in \($0)" } ?? ""))
    }
    return 0
  }
}
