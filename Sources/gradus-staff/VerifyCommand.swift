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
      .init(
        "--mutants",
        help: "Change the solutions by rule, one small thing at a time, and prove instead that the "
          + "suites take points from 97 % of these mutants. Takes up to half an hour."),
      .init(
        "--sample", value: "number",
        help: "Of all mutants, judge only so many, drawn at random; a sample is reported and fails "
          + "no threshold."),
      .init("--seed", value: "number", help: "The seed of the sample. (default: 0)"),
      .init(
        "--jobs", value: "number",
        help: "How many mutants to judge at a time. (default: one for each processor)"),
      skipBuildOption,
    ]
  ) { arguments in
    let chosen = try exercises(named: arguments.positional)
    let seeds = try arguments.number(of: "--seeds", default: 3, from: 1)
    let mutants = try MutantOptions(arguments)
    let grader = try Grader(image: #dsohandle)
    guard Stubs(kit: grader.kit).haveSolutions else {
      throw CommandError("This edition of the kit has no solutions to verify.")
    }
    try buildIfNeeded(grader, arguments)
    if let mutants { return try mutants.run(chosen, grader) }
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
