import Answers
import Curriculum
import Foundation

/// Finds the tests of a suite that may say a sentence, by the text of its files.
///
/// Verification runs them first: of fourteen tests one or two know a mistake by its name. It is a guess;
/// where none of them says the sentence, all tests run.
struct TestsBySentence: Sendable {
  /// The tests in the order of the files: the function's name, and the text up to the next test.
  private let tests: [(name: String, text: Data)]
  private let files: [Data]

  init(of exercise: Exercise, in kit: BuiltKit) throws {
    let folder = "\(kit.root)/Tests/ExerciseTests/\(exercise.folder)"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let texts = try names.filter { $0.hasSuffix(".swift") }.map { name in
      // A long sentence stands on several lines.
      try String(contentsOf: URL(filePath: "\(folder)/\(name)"), encoding: .utf8)
        .replacing(/"\s*\+\s*"/, with: "")
    }
    files = texts.map { Data($0.utf8) }
    tests = texts.flatMap { text in
      text.components(separatedBy: "@Test").dropFirst().compactMap { text in
        text.firstMatch(of: /\bfunc (\w+)/).map { (String($0.output.1), Data(text.utf8)) }
      }
    }
  }

  /// The names of the functions, each once.
  func names(for sentence: String) -> [String] {
    let sentence = Data(sentence.utf8)
    let direct = tests.filter { $0.text.range(of: sentence) != nil }
    if !direct.isEmpty { return Set(direct.map(\.name)).sorted() }
    // The sentence has a name, such as that of a case, and the tests use that.
    let constants = files.compactMap { file in
      file.range(of: sentence).flatMap { name(before: $0.lowerBound, in: file) }
    }
    let users = tests.filter { test in
      constants.contains { Self.contains(test.text, word: Data($0.utf8)) }
    }
    return Set(users.map(\.name)).sorted()
  }

  /// What is declared last in the lines before a place.
  private func name(before place: Int, in file: Data) -> String? {
    let lines = String(decoding: file[max(0, place - 300)..<place], as: UTF8.self)
    return lines.matches(of: /(?:case|let|var) \.?(\w+)/).last.map { String($0.output.1) }
  }

  private static func contains(_ text: Data, word: Data) -> Bool {
    var rest = text.startIndex..<text.endIndex
    while let place = text.range(of: word, in: rest) {
      let before = place.lowerBound > text.startIndex ? text[place.lowerBound - 1] : 0
      let after = place.upperBound < text.endIndex ? text[place.upperBound] : 0
      if !isLetter(before), !isLetter(after) { return true }
      rest = place.upperBound..<text.endIndex
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 128
      || Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
  }
}
