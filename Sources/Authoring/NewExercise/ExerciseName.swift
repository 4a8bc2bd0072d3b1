import Curriculum
import Foundation
import Grading

/// A name that may become an exercise's: that of a protocol, a suite, folders and properties.
struct ExerciseName {
  let name: String

  init(_ name: String) { self.name = name }

  /// The name of a property, such as `huberRegression`.
  var property: String { name.prefix(1).lowercased() + name.dropFirst() }

  /// The name as words, such as "Huber regression".
  var title: String {
    var title = ""
    var previous: Character?
    for character in name {
      let startsWord = character.isUppercase && previous?.isUppercase == false
      title += startsWord ? " " + character.lowercased() : String(character)
      previous = character
    }
    return title
  }

  /// Refuses a name that can't be one, with the reason.
  func check(among exercises: [Exercise], root: String) throws {
    if let problem = try problem(among: exercises) ?? use(in: root) {
      throw Grader.Failure(description: "the name '\(name)' \(problem)")
    }
  }

  private func problem(among exercises: [Exercise]) -> String? {
    guard let first = name.first else {
      return "is empty: an exercise is called like HuberRegression"
    }
    if let bad = name.first(where: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }) {
      return "has '\(bad)' in it: it must be made of the letters A to Z and digits, such as "
        + "HuberRegression"
    }
    if first.isNumber { return "begins with a digit: it becomes the name of a Swift protocol" }
    if first.isLowercase {
      return "begins with a small letter: call it \(first.uppercased() + name.dropFirst())"
    }
    if name.count < 3 || name.count > 30 {
      return "has \(name.count) characters: 3 to 30 can be read in folders and reports"
    }
    if Self.reserved.contains(property) || ["Self", "Type", "Protocol"].contains(name) {
      return "is a word of Swift's own, or the catalogue's: '\(property)' can't be its property"
    }
    for other in exercises {
      if other.name.lowercased() == name.lowercased() { return "is taken by exercise \(other)" }
      // The suites are chosen by the beginning of their names.
      if other.name.hasPrefix(name) || name.hasPrefix(other.name) {
        return "begins like \(other.name), so that their suites couldn't be told apart"
      }
    }
    return nil
  }

  /// Where the kit's code uses the name already, for a type or a value.
  private func use(in root: String) throws -> String? {
    let word = try Regex("\\b(\(name)|Remote\(name)|\(name)Tests|\(name)Mistake)\\b")
    for folder in ["Sources", "Tests/ExerciseTesting", "Tests/ExerciseTests"] {
      let inside = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
      for path in (inside?.compactMap { $0 as? String } ?? []).sorted()
      where isSwiftSource(path) {
        let data = FileManager.default.contents(atPath: "\(root)/\(folder)/\(path)") ?? Data()
        let text = String(decoding: data, as: UTF8.self)
        guard text.utf8.count < 1 << 20, text.contains(name) else { continue }
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
          let code = line.replacing(/"(\\.|[^"\\])*"/, with: "").split(
            separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
          if code.contains(word) {
            return "is in use: see \(folder)/\(path):\(index + 1)"
          }
        }
      }
    }
    return nil
  }

  /// Words that can't name a property of the catalogue.
  private static let reserved: Set<String> = [
    "all", "any", "as", "break", "case", "catch", "class", "continue", "default", "defer", "deinit",
    "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func",
    "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator",
    "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct",
    "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
    "while",
  ]
}
