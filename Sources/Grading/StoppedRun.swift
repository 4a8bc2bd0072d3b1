import Boundary
import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Goes on where a run of the suites was stopped by a test.
///
/// Suites look at what an answer gives back before they calculate with it. Should one be stopped by it
/// all the same, as a program is that looks behind the end of a list, that is the failure of one test:
/// the others have their turn in another run.
struct StoppedRun {
  /// Runs some tests, by their names in the event stream.
  let run: (_ tests: [String]) throws -> (scoring: Scoring, result: ProgramResult)

  /// Gives every test of a run its verdict. A run that was ended in any other way stays as it is.
  func finish(_ scoring: inout Scoring, after result: ProgramResult) throws {
    var result = result
    while !scoring.hasEnded, result.wasStoppedByItself {
      let suspects = scoring.runningTests
      if suspects.isEmpty { return }
      // Several run at a time; alone, each shows whether it was the one.
      for test in suspects {
        let alone = try run([test])
        scoring.replace([test], by: alone.scoring)
        if alone.scoring.hasEnded { continue }
        guard alone.result.wasStoppedByItself else { return }
        scoring.stop(test, Self.sentence(alone.result.output))
      }
      let rest = scoring.openTests
      if rest.isEmpty { return scoring.close() }
      let others = try run(rest)
      scoring.replace(rest, by: others.scoring)
      if others.scoring.hasEnded { return scoring.close() }
      result = others.result
    }
  }

  private static func sentence(_ output: String) -> String {
    let mark = "Fatal error: "
    let reason = output.split(separator: "\n").last { $0.contains(mark) }
      .flatMap { line in line.firstRange(of: mark).map { line[$0.upperBound...] } }
    return "the test can't go on with what your answer gave back"
      + (reason.map { ": \($0)" } ?? "")
  }
}

extension ProgramResult {
  /// Whether the program has ended as Swift ends one that does what can't be done.
  var wasStoppedByItself: Bool { ending?.signal == SIGILL || ending?.signal == SIGTRAP }
}
