import Authoring
import Commands
import Curriculum
import Grading

extension Command {
  static let new = Command(
    .new,
    arguments: [("name", "Its name, such as HuberRegression.")],
    options: [
      .init(
        "--title", value: "text", help: "The heading that people read. (default: the name's words)"),
      .init("--points", value: "number", help: "What its tests are worth. (default: 10)"),
    ]
  ) { arguments in
    guard let name = arguments.positional.first else {
      throw UsageError("Missing expected argument '<name>'")
    }
    guard arguments.positional.count == 1 else {
      throw UsageError("Unexpected argument '\(arguments.positional[1])'")
    }
    let points = try arguments.number(
      of: "--points", default: 10, from: NewExercise.fewestPoints)
    let kit = try Grader(image: #dsohandle).kit
    guard Stubs(kit: kit).haveSolutions else {
      throw CommandError(
        "This edition of the kit has no solutions: exercises are made in the other.")
    }
    let new = try NewExercise(
      named: name, title: arguments.value(of: "--title"), points: points, root: kit.root)
    let paths = try new.write()
    for path in paths.new { print("\(path) written") }
    for path in paths.changed { print("\(path) changed") }
    print(
      """

      Exercise \(new.exercise) is there, with one operation that is right from end to end. See:
        swift run gradus verify \(new.exercise.id)
      CONTRIBUTING.md says how to go on.
      """)
    return 0
  }
}
