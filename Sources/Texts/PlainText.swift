/// Text that people write, whatever program has saved it.
///
/// Read are UTF-8 and UTF-16, with a byte-order mark or without, and Windows' code page 1252, which
/// many programs write where all others write UTF-8. Lines may end as on any system.
package enum PlainText {
  /// The text in some bytes, without a byte-order mark; nil if they are no text.
  package static func read(_ bytes: some Collection<UInt8>) -> String? {
    read(bytes, otherwise: codePage1252)
  }

  /// The same, where bytes that are neither UTF-8 nor UTF-16 are read by another table.
  ///
  /// - Parameter otherwise: gives a text to bytes in some code page; nil if they are none.
  package static func read(
    _ bytes: some Collection<UInt8>, otherwise: ([UInt8]) -> String?
  ) -> String? {
    let bytes = Array(bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return String(validating: bytes.dropFirst(3), as: UTF8.self)
    }
    if let text = utf16(bytes) { return text }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return otherwise(bytes)
  }

  /// The lines of a text, without their ends and without a byte-order mark.
  ///
  /// Scalar by scalar: to Swift "\r\n" is one character, which no "\n" splits.
  package static func lines(_ text: String) -> [String] {
    var lines: [String.UnicodeScalarView] = [.init()]
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars.drop(while: { $0 == "\u{FEFF}" }) {
      switch scalar {
      case "\n" where last == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append(.init())
      default: lines[lines.count - 1].append(scalar)
      }
      last = scalar
    }
    return lines.map { String($0) }
  }

  /// The text of bytes in code page 1252; nil if it has control characters, as no text does.
  package static func codePage1252(_ bytes: [UInt8]) -> String? {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      switch byte {
      case 9, 10, 12, 13, 0x20..<0x7F: text.append(Unicode.Scalar(byte))
      case 0x80..<0xA0:
        let scalar = upper1252[Int(byte) - 0x80]
        if scalar == "\u{FFFD}" { return nil }
        text.append(scalar)
      case 0xA0...: text.append(Unicode.Scalar(byte))
      default: return nil
      }
    }
    return String(text)
  }

  /// What 0x80 to 0x9F are in code page 1252; five of them are nothing.
  package static let upper1252 = Array("€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ".unicodeScalars)

  /// UTF-16, if a mark says so, or if every second byte of much of the text is 0.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    let isMarked: Bool
    let isLittle: Bool
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      (isMarked, isLittle) = (true, bytes[0] == 0xFF)
    } else {
      guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
      let zeros = bytes.indices.count { bytes[$0] == 0 && $0 % 2 == 1 }
      let others = bytes.count { $0 == 0 } - zeros
      guard max(zeros, others) * 3 >= bytes.count / 2, min(zeros, others) == 0 else { return nil }
      (isMarked, isLittle) = (false, zeros > 0)
    }
    let units = stride(from: isMarked ? 2 : 0, to: bytes.count - 1, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    guard let text = String(validating: units, as: UTF16.self),
      !text.unicodeScalars.contains("\0")
    else { return nil }
    return text
  }
}
