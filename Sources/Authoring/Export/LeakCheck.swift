import Curriculum
import Foundation
import Grading

/// Finds pieces of solutions, derivations and model answers where students would see them.
///
/// A piece of code is three successive lines of a marked body, or a whole body that is shorter but
/// says something. Comments, and lines of hardly more than brackets, don't count. A piece of prose
/// is one line that is long enough to be nobody else's.
struct LeakCheck {
  /// How many successive lines of code make a piece.
  static let lines = 3
  /// How many characters a shorter body has at least, and a line of prose.
  static let characters = (body: 25, prose: 40)

  /// Where each piece comes from.
  private var origins: [String: String] = [:]

  init(root: String, exercises: [Exercise]) throws {
    for exercise in exercises {
      let folder = exercise.rooms.solution
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
      let questions = Set(Self.prose(in: text("\(root)/\(exercise.rooms.questions)")))
      for name in names.sorted() {
        let source = text("\(root)/\(folder)/\(name)")
        if name.hasSuffix(".swift") {
          for body in Self.bodies(of: source) {
            for piece in Self.pieces(of: body) { origins[piece] = "\(folder)/\(name)" }
          }
        } else if name.hasSuffix(".md") {
          for line in Self.prose(in: source) where !questions.contains(line) {
            origins[line] = "\(folder)/\(name)"
          }
        }
      }
    }
    let pages = Self.pages(root)
    for lab in try Self.labs(root) {
      // What a lab's page tells everybody is no secret either.
      let known = ["\(root)/Exercises/\(lab)/Report.md"] + pages
      let questions = Set(known.flatMap { Self.prose(in: text($0)) })
      let report = "Solutions/\(lab)/Report.md"
      for line in Self.prose(in: text("\(root)/\(report)")) where !questions.contains(line) {
        origins[line] = report
      }
    }
  }

  /// The folders of labs in Solutions, each with a model report.
  private static func labs(_ root: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root)/Solutions")
      .filter { $0.hasPrefix("Lab") }.sorted()
  }

  /// The pages of the labs, which students get.
  private static func pages(_ root: String) -> [String] {
    let folder = "\(root)/docs/labs"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.map { "\(folder)/\($0)" }
  }

  /// What is found in a folder, in the order of the paths: one sentence for each file and origin.
  func leaks(in folder: String) throws -> [String] {
    let inside = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return inside.filter { !$0.hasPrefix(".build/") }.sorted().flatMap { path in
      leaks(in: text("\(folder)/\(path)"), path)
    }
  }

  private func leaks(in text: String, _ path: String) -> [String] {
    let code = Self.significant(text.components(separatedBy: "\n"))
    var found: [(line: Int, origin: String)] = []
    for length in 1...Self.lines where code.count >= length {
      for start in 0...(code.count - length) {
        let piece = Self.joined(code[start..<start + length])
        if let origin = origins[piece] { found.append((code[start].number, origin)) }
      }
    }
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.count >= Self.characters.prose, let origin = origins[line] {
        found.append((index + 1, origin))
      }
    }
    var sentences: [String] = []
    for origin in Set(found.map(\.origin)).sorted() {
      guard let first = found.filter({ $0.origin == origin }).map(\.line).min() else { continue }
      sentences.append("\(path):\(first) has a piece of \(origin)")
    }
    if path.hasPrefix("Exercises/"), path.hasSuffix("/Answers.md") || path.hasSuffix("/Report.md"),
      let line = AnswerSheet.firstAnswer(in: text)
    {
      sentences.append("\(path):\(line) has an answer in it")
    }
    return sentences
  }

  /// The marked bodies of a solution, line by line.
  static func bodies(of solution: String) -> [[String]] {
    var bodies: [[String]] = []
    var enclosed: (end: String, lines: [String])?
    for line in solution.components(separatedBy: "\n") {
      let mark = line.trimmingCharacters(in: .whitespaces)
      if let open = enclosed {
        if mark == open.end {
          bodies.append(open.lines)
          enclosed = nil
        } else {
          enclosed?.lines.append(line)
        }
      } else if ["// solution:begin", "// solution-only:begin"].contains(mark) {
        enclosed = (mark.replacing("begin", with: "end"), [])
      }
    }
    return bodies
  }

  /// The pieces of a body by which it is recognised; none if it is too small to tell.
  static func pieces(of body: [String]) -> [String] {
    let code = significant(body)
    if code.count < lines {
      let whole = joined(code[...])
      return whole.count >= characters.body ? [whole] : []
    }
    return (0...(code.count - lines)).map { joined(code[$0..<$0 + lines]) }
  }

  /// The lines that say something, with their numbers.
  private static func significant(_ lines: [String]) -> [(number: Int, text: String)] {
    lines.enumerated().compactMap { index, line in
      let text = line.trimmingCharacters(in: .whitespaces)
      guard !text.hasPrefix("//"), text.utf8.count(where: isWordPart) >= 3 else { return nil }
      return (index + 1, text)
    }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    let small = byte | 0x20
    return byte >= 128 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func joined(_ lines: ArraySlice<(number: Int, text: String)>) -> String {
    lines.map(\.text).joined(separator: "\n")
  }

  private static func prose(in text: String) -> [String] {
    text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.count >= characters.prose }
  }
}

private func text(_ path: String) -> String {
  String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
}
