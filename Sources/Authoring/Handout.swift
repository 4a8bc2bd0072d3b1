import Answers
import Curriculum
import Foundation

/// What can be proved of a handout: that it is there, has hints, and that its numbers are right.
struct Handout {
  private let lines: [String]

  init(of exercise: Exercise, in kit: BuiltKit) throws {
    let url = URL(filePath: "\(kit.root)/docs/handouts/\(exercise.handout)")
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }

  /// How many hints are folded into it.
  var hints: Int { lines.count { $0.contains("<details>") } }

  /// The lines of the fenced blocks that are marked `worked`, such as "loss(residual: 3, delta: 1) = 2.5".
  var workedLines: [String] {
    var result: [String] = []
    var isInside = false
    for line in lines {
      if line.hasPrefix("```") {
        isInside = line == "```worked"
      } else if isInside, !line.allSatisfy(\.isWhitespace) {
        result.append(line)
      }
    }
    return result
  }
}
