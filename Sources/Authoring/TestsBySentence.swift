import Boundary
import Curriculum
import Foundation

/// Finds the tests of a suite that may say a sentence, by the text of its files.
///
/// Verification runs them first: of fourteen tests one or two know a mistake by its name. It is a guess;
/// where none of them says the sentence, all tests run.
struct TestsBySentence: Sendable {
  private let suite: SuiteText

  init(of exercise: Exercise, in kit: BuiltKit) throws {
    let folder = "\(kit.root)/\(exercise.rooms.suite)"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    suite = SuiteText(
      try names.filter { $0.hasSuffix(".swift") }.map {
        try String(contentsOf: URL(filePath: "\(folder)/\($0)"), encoding: .utf8)
      })
  }

  /// The names of the functions, each once.
  ///
  /// The sentence has a name, such as that of a constant or a case; a function uses that, and the tests
  /// use the function. We follow the names until they come to tests.
  func names(for sentence: String) -> [String] {
    let speakers = suite.parts.indices.filter { suite.parts[$0].says(sentence) }
    var found = Set(speakers.map { suite.parts[$0] }.filter(\.isTest).map(\.name))
    let names = Set(speakers.compactMap { name(of: sentence, in: suite.parts[$0]) })
    found.formUnion(users(of: names, speakers))
    if !found.isEmpty { return found.sorted() }
    // Somebody goes through all the cases of a type.
    return users(of: Set(speakers.flatMap { suite.parts[$0].types }), speakers).sorted()
  }

  /// The tests that use a name, or use what uses it.
  private func users(of names: Set<String>, _ speakers: [Int]) -> Set<String> {
    var found: Set<String> = []
    var seen = Set(speakers)
    var known: Set<String> = []
    var names = names
    for step in 0..<4 {
      var next: Set<String> = []
      for (index, part) in suite.parts.enumerated() where !part.words.isDisjoint(with: names) {
        if part.isTest {
          found.insert(part.name)
        } else if seen.insert(index).inserted {
          next.insert(part.name)
        }
      }
      known.formUnion(names)
      names = next.subtracting(known)
      // One test may say it itself while another says it through a function.
      if names.isEmpty || (step > 0 && !found.isEmpty) { break }
    }
    return found
  }

  /// What a sentence is called: the last branch before it, or the declaration around it.
  private func name(of sentence: String, in part: SuiteText.Part) -> String? {
    if part.isTest { return nil }
    guard !part.isFunction, let place = part.text.range(of: Data(sentence.utf8))?.lowerBound
    else { return part.name }
    let lines = String(decoding: part.text[max(0, place - 300)..<place], as: UTF8.self)
    return lines.matches(of: /case \.(\w+)/).last.map { String($0.output.1) } ?? part.name
  }
}
