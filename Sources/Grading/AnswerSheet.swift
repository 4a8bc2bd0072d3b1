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
    rooms(in: text.components(separatedBy: "\n")).lazy
      .compactMap { room in room.firstIndex { !isBlank($0) } }.first.map { $0 + 1 }
  }

  /// The headings of the questions that have no answer, without points, in the sheet's order.
  package static func unanswered(in text: String) -> [String] {
    let lines = text.components(separatedBy: "\n")
    var headings: [String] = []
    for room in rooms(in: lines) where room.allSatisfy(isBlank) {
      guard let heading = lines[..<room.startIndex].last(where: { $0.hasPrefix("## ") }) else {
        continue
      }
      let title = String(heading.dropFirst(3))
        .replacing(/\s*\([^()]*points?[^()]*\)\s*$/, with: "")
      if headings.last != title { headings.append(title) }
    }
    return headings
  }

  /// The lines where a student is to write, for each mark.
  private static func rooms(in lines: [String]) -> [ArraySlice<String>] {
    let marks = lines.indices.filter { isMark(lines[$0]) }
    return zip(marks, marks.dropFirst() + [lines.count]).map { mark, next in
      let room = lines[(mark + 1)..<next]
      if let heading = room.firstIndex(where: { $0.hasPrefix("#") }) { return room[..<heading] }
      if next == lines.count { return room }
      return room[..<(room.lastIndex { label(of: $0) != nil } ?? next)]
    }
  }

  private static func trimmed(_ line: String) -> String {
    line.trimmingCharacters(in: .whitespaces)
  }
}
