import Authoring
import Commands
import Curriculum
import Foundation
import Grading

/// What `gradus verify --mutants` is asked for.
struct MutantOptions {
  private let jobs: Int
  private let sample: (count: Int, seed: UInt64)?

  /// Reads the options; nil where nobody asks for mutants.
  init?(_ arguments: Arguments) throws(UsageError) {
    guard arguments.has("--mutants") else {
      for option in ["--sample", "--seed", "--jobs"] where arguments.has(option) {
        throw UsageError("The option '\(option)' needs '--mutants'")
      }
      return nil
    }
    if arguments.has("--seeds") {
      throw UsageError("The option '--seeds' does not go with '--mutants'")
    }
    if arguments.has("--seed"), !arguments.has("--sample") {
      throw UsageError("The option '--seed' needs '--sample'")
    }
    jobs = try arguments.number(
      of: "--jobs", default: ProcessInfo.processInfo.activeProcessorCount, from: 1)
    let count: Int = try arguments.number(of: "--sample", default: 0, from: 1)
    let seed: UInt64 = try arguments.number(of: "--seed", default: 0)
    sample = count == 0 ? nil : (count, seed)
  }

  /// Judges, prints, and returns the exit status.
  func run(_ exercises: [Exercise], _ grader: Grader) throws -> Int32 {
    var tallies: [MutantCheck.Tally] = []
    try MutantCheck(grader: grader, jobs: jobs).run(exercises, sample: sample) { tally in
      for line in tally.alive { print("alive: \(line)") }
      for line in tally.contradictions { print("✘ \(line)") }
      fflush(nil)
      tallies.append(tally)
    }
    print(Self.table(tallies))
    let contradictions = tallies.map(\.contradictions.count).reduce(0, +)
    let weak = sample == nil ? tallies.filter { ($0.score ?? 1) < MutantCheck.threshold } : []
    for tally in weak { print("✘ \(tally.exercise): fewer than 97 % of the mutants lose points") }
    if contradictions > 0 { print("✘ \(contradictions) entries for equivalent mutants are wrong") }
    return weak.isEmpty && contradictions == 0 ? 0 : 1
  }

  private static func table(_ tallies: [MutantCheck.Tally]) -> String {
    let numbers = tallies.map { tally in
      [
        tally.made, tally.uncompiled, tally.dead, tally.equivalent, tally.alive.count,
      ]
    }
    let heads = ["made", "did not compile", "dead", "equivalent", "alive", "score"]
    let names = tallies.map { "\($0.exercise)" } + ["all"]
    let width = names.map(\.count).max() ?? 0
    func row(_ name: String, _ cells: [String]) -> String {
      let name = name + String(repeating: " ", count: width - name.count)
      return zip(heads, cells).reduce(name) { row, cell in
        row + "  " + String(repeating: " ", count: max(0, max(cell.0.count, 7) - cell.1.count))
          + cell.1
      }
    }
    func row(_ name: String, _ numbers: [Int]) -> String {
      let (dead, alive) = (numbers[2], numbers[4])
      let score = dead + alive == 0 ? "–" : percent(dead, of: dead + alive)
      return row(name, numbers.map(String.init) + [score])
    }
    let sums = heads.indices.dropLast().map { column in numbers.map { $0[column] }.reduce(0, +) }
    return ([row("", heads)] + zip(names, numbers + [sums]).map { row($0, $1) })
      .joined(separator: "\n")
  }

  /// Rounded down, so that what is too little doesn't look like enough.
  private static func percent(_ part: Int, of whole: Int) -> String {
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
