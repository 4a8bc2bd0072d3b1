import Authoring
import Commands
import Curriculum
import Foundation
import Grading

extension Command {
  static let verify = Command(
    .verify,
    arguments: [exerciseArgument],
    options: [
      .init(
        "--seeds", value: "number",
        help: "For how many seeds the solutions must have full marks. (default: 3)"),
      skipBuildOption,
    ]
  ) { arguments in
    let chosen = try exercises(named: arguments.positional)
    let seeds = try arguments.number(of: "--seeds", default: 3, from: 1)
    let grader = try Grader(image: #dsohandle)
    guard Stubs(kit: grader.kit).haveSolutions else {
      throw CommandError("This edition of the kit has no solutions to verify.")
    }
    try buildIfNeeded(grader, arguments)
    var failed = 0
    try Verification(grader: grader, seeds: seeds).run(chosen) { check in
      print(check.holds ? "✔ \(check.title)" : "✘ \(check.title)")
      for problem in check.problems { print("    \(problem)") }
      fflush(nil)
      if !check.holds { failed += 1 }
    }
    print(failed == 0 ? "The kit judges as it should." : "\(failed) checks don't hold.")
    return failed == 0 ? 0 : 1
  }
}
