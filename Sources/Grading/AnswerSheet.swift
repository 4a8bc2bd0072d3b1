import Foundation

/// What the lines of an `Answers.md` are: the written questions with room for answers.
package enum AnswerSheet {
  /// Whether a line only says "Your answer", in whatever type.
  package static func isMark(_ line: String) -> Bool {
    let line = trimmed(line)
    return line.utf8.count < 24
      && line.trimmingCharacters(in: CharacterSet(charactersIn: "*_:")) == "Your answer"
  }

  /// Whether there is nothing to see in a line.
  package static func isBlank(_ line: String) -> Bool {
    line.replacing("&nbsp;", with: "").allSatisfy(\.isWhitespace)
  }

  /// "(b)" of a line that begins with **(b)** or b).
  package static func label(of line: String) -> String? {
    trimmed(line).firstMatch(of: /^\**\(?([a-z])\)\**\s/).map { "(\($0.1))" }
  }

  /// The number of the first line that stands where a student is to write, from 1.
  ///
  /// That is all from a mark to the next heading. Where another mark comes before that, the question
  /// above it begins with the last line that has a label; so an answer may begin with "(a)".
  package static func firstAnswer(in text: String) -> Int? {
    let lines = text.components(separatedBy: "\n")
    let marks = lines.indices.filter { isMark(lines[$0]) }
    for (mark, next) in zip(marks, marks.dropFirst() + [lines.count]) {
      var room = lines[(mark + 1)..<next]
      if let heading = room.firstIndex(where: { $0.hasPrefix("#") }) {
        room = room[..<heading]
      } else if next < lines.count {
        room = room[..<(room.lastIndex { label(of: $0) != nil } ?? next)]
      }
      if let answer = room.firstIndex(where: { !isBlank($0) }) { return answer + 1 }
    }
    return nil
  }

  private static func trimmed(_ line: String) -> String {
    line.trimmingCharacters(in: .whitespaces)
  }
}
