import Foundation

/// A Swift source as a sequence of numbers, in which names and values make no difference.
///
/// Comments and blanks are left out. Every name becomes the same number, every literal too; key
/// words, operators and brackets keep theirs. Renaming, new comments and another layout thus leave
/// the sequence as it is.
struct SourceTokens {
  /// The tokens, in their order.
  private(set) var values: [UInt64] = []
  /// A number that stands for all of them.
  private(set) var fingerprint: UInt64 = 0

  private static let name: UInt64 = 1
  private static let number: UInt64 = 2
  private static let string: UInt64 = 3

  /// The FNV-1a hash, byte by byte: quick, and the same in every run.
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private static let keywords: Set<UInt64> = Set(
    [
      "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
      "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
      "false", "fileprivate", "final", "for", "func", "guard", "if", "import", "in", "init",
      "inout",
      "internal", "is", "let", "mutating", "nil", "operator", "private", "protocol", "public",
      "repeat", "rethrows", "return", "self", "Self", "some", "static", "struct", "subscript",
      "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ].map { $0.utf8.reduce(seed) { hashed($0, $1) } })

  /// Reads a source; of an enormous one only the first part.
  init(_ source: Data, limit: Int = 200_000) {
    // An array's storage is reached much faster than that of Data, which may lie in pieces.
    Array(source.prefix(limit)).withUnsafeBufferPointer { read($0) }
  }

  private mutating func add(_ token: UInt64) {
    values.append(token)
    fingerprint = (fingerprint ^ token) &* 0x9E37_79B9_7F4A_7C15 &+ (fingerprint >> 29)
  }

  // Plain loops and pointers: this goes through every byte of a class, also in a debug build.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    let count = bytes.count
    let keywords = Self.keywords
    values.reserveCapacity(count / 6)
    var index = 0
    while index < count {
      let byte = start[index]
      if byte <= 0x20 {
        index += 1
      } else if byte == Sign.slash, index + 1 < count, start[index + 1] == Sign.slash {
        let newline = memchr(start + index, Int32(Sign.newline), count - index)
        index = newline.map { UnsafeRawPointer(start).distance(to: $0) } ?? count
      } else if byte == Sign.slash, index + 1 < count, start[index + 1] == Sign.star {
        index = Self.endOfComment(bytes, from: index)
      } else if byte == Sign.quote {
        index = Self.endOfString(bytes, from: index)
        add(Self.string)
      } else if Self.isDigit(byte) {
        while index < count, Self.isNamePart(start[index]) || Self.isPoint(bytes, index) {
          index += 1
        }
        add(Self.number)
      } else if Self.isNamePart(byte) || byte == Sign.backtick {
        var word = Self.seed
        while index < count {
          let part = start[index]
          guard
            (part | 0x20) >= 0x61 && (part | 0x20) <= 0x7A || part >= 0x80 || part == 0x5F
              || part >= 0x30 && part <= 0x39 || part == Sign.backtick
          else { break }
          word = (word ^ UInt64(part)) &* 0x100_0000_01B3
          index += 1
        }
        add(keywords.contains(word) ? word : Self.name)
      } else {
        add(UInt64(byte) + 256)
        index += 1
      }
    }
  }

  private enum Sign {
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let backtick = UInt8(ascii: "`")
    static let newline = UInt8(ascii: "\n")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || isDigit(byte) || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  /// Whether a point belongs to a number: 0.5 but not 0..<n.
  private static func isPoint(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    bytes[index] == UInt8(ascii: ".") && index + 1 < bytes.count && isDigit(bytes[index + 1])
  }

  /// Comments may stand in comments.
  private static func endOfComment(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    var depth = 0
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if bytes[index] == Sign.slash, next == Sign.star {
        depth += 1
        index += 2
      } else if bytes[index] == Sign.star, next == Sign.slash {
        depth -= 1
        index += 2
        if depth == 0 { return index }
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  /// A string of one line ends with that line at the latest, one of several with three quotes.
  private static func endOfString(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    func isTriple(_ index: Int) -> Bool {
      index + 2 < bytes.count && bytes[index] == Sign.quote && bytes[index + 1] == Sign.quote
        && bytes[index + 2] == Sign.quote
    }
    let isLong = isTriple(start)
    var index = start + (isLong ? 3 : 1)
    while index < bytes.count {
      if bytes[index] == Sign.backslash {
        index += 2
      } else if isLong ? isTriple(index) : bytes[index] == Sign.quote {
        return index + (isLong ? 3 : 1)
      } else if !isLong, bytes[index] == Sign.newline {
        return index
      } else {
        index += 1
      }
    }
    return bytes.count
  }
}
