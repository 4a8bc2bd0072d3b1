import Foundation

/// The text of a suite, cut into its declarations: who says a sentence, and who uses that name.
struct SuiteText: Sendable {
  /// A test, a function or another declaration that stands in no function.
  struct Part: Sendable {
    var name = ""
    var isTest = false
    /// Whether it has no declarations that others can use.
    var isLeaf = false
    var isFunction = false
    let indentation: Int
    /// The types that it stands in.
    let types: [String]
    var lines: [Substring] = []
    /// The text, in which a sentence stands in one piece.
    var text = Data()
    /// What it names.
    var words: Set<String> = []
    /// What stands before the first inserted value of a string.
    var beginnings: [String] = []
  }

  private(set) var parts: [Part] = []

  init(_ files: [String]) {
    for file in files {
      let first = parts.count
      cut(file)
      for index in first..<parts.count { parts[index].read() }
    }
  }

  private mutating func cut(_ file: String) {
    var open: [Int] = []
    for line in file.split(separator: "\n") {
      let indentation = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      let declared = Declaration(line)
      if let last = open.last, parts[last].isTest, parts[last].name.isEmpty {
        // The attribute goes on until the function comes.
        if let declared, declared.kind == "func" { parts[last].name = declared.name }
      } else if let declared {
        while let last = open.last, parts[last].indentation >= indentation { open.removeLast() }
        if !open.contains(where: { parts[$0].isLeaf }) {
          parts.append(
            Part(
              name: declared.name, isTest: declared.kind == "@Test",
              isLeaf: !["struct", "enum", "extension"].contains(declared.kind),
              isFunction: ["@Test", "func", "init"].contains(declared.kind),
              indentation: indentation, types: open.map { parts[$0].name }))
          open.append(parts.count - 1)
        }
      }
      if let last = open.last { parts[last].lines.append(line) }
    }
  }

  /// The beginning of a declaration.
  private struct Declaration {
    let kind: String
    let name: String

    private static let modifiers: Set<Substring> = [
      "public", "private", "fileprivate", "static", "mutating", "nonisolated", "indirect",
    ]

    init?(_ line: Substring) {
      let words = line.split(separator: " ", maxSplits: 5).drop { Self.modifiers.contains($0) }
      guard let first = words.first else { return nil }
      if first.hasPrefix("@Test") {
        (kind, name) = ("@Test", "")
      } else if first.hasPrefix("init(") {
        (kind, name) = ("init", "init")
      } else {
        let kinds = ["func", "let", "var", "case", "struct", "enum", "extension"]
        // "case .one:" is a branch.
        guard kinds.contains(String(first)), words.count > 1,
          let word = words.dropFirst().first, !word.hasPrefix(".")
        else { return nil }
        (kind, name) = (
          String(first), String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        )
      }
    }
  }
}

extension SuiteText.Part {
  /// Whether it says a sentence: word for word, or with a value inserted.
  func says(_ sentence: String) -> Bool {
    text.range(of: Data(sentence.utf8)) != nil || beginnings.contains { sentence.hasPrefix($0) }
  }

  /// Finds words and beginnings in the lines.
  fileprivate mutating func read() {
    // A long sentence stands on several lines.
    let whole = lines.joined(separator: "\n").replacing(/"\s*\+\s*"/, with: "")
    lines = []
    let bytes = Array(whole.utf8)
    text = Data(bytes)
    var start: Int?
    var quote = 0
    for (place, byte) in (bytes + [0]).enumerated() {
      if byte == UInt8(ascii: "\"") { quote = place + 1 }
      if byte == UInt8(ascii: "("), place > quote + 8, bytes[place - 1] == UInt8(ascii: "\\") {
        beginnings.append(String(decoding: bytes[quote..<place - 1], as: UTF8.self))
      }
      if Self.isLetter(byte) {
        start = start ?? place
      } else if let first = start {
        start = nil
        // What a colon follows is a label, unless it is a member.
        let isMember = first > 0 && bytes[first - 1] == UInt8(ascii: ".")
        guard isMember || byte != UInt8(ascii: ":") else { continue }
        words.insert(String(decoding: bytes[first..<place], as: UTF8.self))
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
      || (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
  }
}
