import Boundary
import Foundation

/// A fenced block that is marked `worked`: lines of which each states something that the kit computes.
///
/// A result that a line names with `let` is known to the lines below it in the same block.
struct WorkedBlock {
  /// One statement, which begins in the line of this number.
  typealias Line = (number: Int, text: String)

  /// Its statements.
  let lines: [Line]

  /// A line that doesn't hold, or can't be read, and why.
  struct Problem {
    /// The line.
    let line: Line
    /// What is wrong with it.
    let sentence: String
  }

  /// The blocks of a text.
  static func all(in text: String) -> [WorkedBlock] {
    var blocks: [WorkedBlock] = []
    var open: [Line]?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        if let lines = open { blocks.append(WorkedBlock(lines: lines)) }
        open = open == nil && line == "```worked" ? [] : nil
      } else if !line.allSatisfy(\.isWhitespace) {
        open?.append((index + 1, line))
      }
    }
    return blocks
  }

  /// Checks every line against an answer.
  ///
  /// - Parameter session: begins a conversation with the answer; each line has its own.
  func problems(_ session: () -> Session) -> [Problem] {
    var names: [String: WorkedValue] = [:]
    return lines.compactMap { line in
      let session = session()
      defer { _ = session.end() }
      do {
        try WorkedLine(line.text).check(in: session, &names)
        return nil
      } catch {
        return Problem(line: line, sentence: "\(error)")
      }
    }
  }
}

/// Says what is wrong with a worked line.
struct WorkedMistake: Error, CustomStringConvertible {
  /// The sentence.
  let description: String

  init(_ description: String) { self.description = description }
}
