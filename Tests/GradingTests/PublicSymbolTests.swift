import Foundation
import KitTesting
import Testing

/// What is public is there for somebody.
@Suite("Public symbols are used")
struct PublicSymbolTests {
  /// What students write with; it may have more than the kit itself needs.
  private static let vocabulary: Set = ["Curriculum", "LinearAlgebra"]

  private struct File {
    let path: String
    let lines: [Substring]
    let words: Set<Substring>

    init(path: String, text: String) {
      self.path = path
      lines = text.split(separator: "\n")
      words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }

    /// The names that it declares as public.
    var publicNames: [Substring] {
      lines.compactMap { line in
        guard let declaration = line.firstMatch(of: Self.declaration) else { return nil }
        return declaration.name
      }
    }

    private static var declaration: Regex<(Substring, name: Substring)> {
      /^ *public (?:(?:static|final|mutating|indirect|private\(set\)) )*(?:func|var|let|struct|enum|class|protocol|typealias) (?<name>\w+)/
    }

    /// Whether another public declaration needs the name: it is a part of that one's type.
    func declares(with name: Substring) -> Bool {
      lines.contains { line in
        let start = line.drop { $0 == " " }
        let isPart =
          start.hasPrefix("public ") || start.hasPrefix("case ")
          || (start.hasPrefix("func ") && !start.hasSuffix("{")) || start.hasSuffix("{ get }")
        let words = start.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard isPart, let place = words.lastIndex(of: name) else { return false }
        let keywords: Set<Substring> = [
          "struct", "enum", "class", "protocol", "func", "var", "let",
        ]
        return place == 0 || !keywords.contains(words[place - 1]) || !start.hasPrefix("public ")
      }
    }
  }

  @Test("Every public name is used outside its module, or is a part of one that is", .slow)
  func used() throws {
    let root = try kit.get().root
    let files = try ["Sources", "Tests", "Solutions"].flatMap { folder in
      try #require(FileManager.default.enumerator(atPath: "\(root)/\(folder)"))
        .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
        .map { path in
          let text = try String(contentsOfFile: "\(root)/\(folder)/\(path)", encoding: .utf8)
          return File(path: "\(folder)/\(path)", text: text)
        }
    }
    let modules = Dictionary(grouping: files) { $0.path.split(separator: "/").prefix(2) }
    for (module, own) in modules where module.first == "Sources" {
      guard let name = module.last, !Self.vocabulary.contains(String(name)) else { continue }
      let others = Set(modules.filter { $0.key != module }.values.joined().flatMap(\.words))
      for symbol in Set(own.flatMap(\.publicNames)).subtracting(others) {
        #expect(
          own.contains { $0.words.contains(symbol) && $0.declares(with: symbol) },
          "\(name): nobody uses \(symbol)")
      }
    }
  }
}
