import Foundation

/// A Swift source as a sequence of numbers, in which names and values make no difference.
///
/// Comments and blanks are left out. Every name becomes the same number, every literal too; key
/// words, operators and brackets keep theirs. Renaming, new comments and another layout thus leave
/// the sequence as it is.
struct SourceTokens {
  /// The tokens, in their order.
  private(set) var values: [UInt64] = []

  private static let name: UInt64 = 1
  private static let number: UInt64 = 2
  private static let string: UInt64 = 3

  private static let keywords: Set<UInt64> = Set(
    [
      "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
      "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
      "false", "fileprivate", "final", "for", "func", "guard", "if", "import", "in", "init",
      "inout",
      "internal", "is", "let", "mutating", "nil", "operator", "private", "protocol", "public",
      "repeat", "rethrows", "return", "self", "Self", "some", "static", "struct", "subscript",
      "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ].map { fingerprint($0.utf8) })

  /// Reads a source; of an enormous one only the first part.
  init(_ source: Data, limit: Int = 200_000) {
    // An array's storage is reached much faster than that of Data, which may lie in pieces.
    Array(source.prefix(limit)).withUnsafeBufferPointer { read($0) }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    let count = bytes.count
    values.reserveCapacity(count / 6)
    var index = 0
    while index < count {
      let byte = bytes[index]
      let next = index + 1 < count ? bytes[index + 1] : 0
      if byte <= 0x20 {
        index += 1
      } else if byte == Sign.slash, next == Sign.slash {
        while index < count, bytes[index] != Sign.newline { index += 1 }
      } else if byte == Sign.slash, next == Sign.star {
        index = Self.endOfComment(bytes, from: index)
      } else if byte == Sign.quote {
        index = Self.endOfString(bytes, from: index)
        values.append(Self.string)
      } else if Self.isDigit(byte) {
        while index < count, Self.isNamePart(bytes[index]) || Self.isPoint(bytes, index) {
          index += 1
        }
        values.append(Self.number)
      } else if Self.isNamePart(byte) || byte == Sign.backtick {
        let start = index
        index += 1
        while index < count, Self.isNamePart(bytes[index]) || bytes[index] == Sign.backtick {
          index += 1
        }
        let word = fingerprint(bytes[start..<index])
        values.append(Self.keywords.contains(word) ? word : Self.name)
      } else {
        values.append(UInt64(byte) + 256)
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

/// The FNV-1a hash of some bytes: quick, and the same in every run.
func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash
}
