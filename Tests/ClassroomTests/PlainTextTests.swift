import Foundation
import Testing
import Texts

@Suite("Text is read whatever program has saved it")
struct PlainTextTests {
  private static let text = "Größe: 3 · δ\r\nzweite"

  private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap {
      isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)]
    }
  }

  @Test(
    "UTF-8 and UTF-16, with and without a byte-order mark",
    arguments: [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, utf16(text, isLittle: true),
      utf16(text, isLittle: false), [0xFF, 0xFE] + utf16(text, isLittle: true),
      [0xFE, 0xFF] + utf16(text, isLittle: false),
    ])
  func encodings(bytes: [UInt8]) {
    #expect(PlainText.read(bytes) == Self.text)
  }

  @Test("Bytes that are no UTF-8 are code page 1252")
  func codePage() {
    // By Python: "Müller – 3 €".encode("cp1252").
    let bytes = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x20, 0x96, 0x20, 0x33, 0x20, 0x80] as [UInt8]
    #expect(PlainText.read(bytes) == "Müller – 3 €")
    #expect(PlainText.upper1252.count == 32)
  }

  @Test(
    "What isn't text is none",
    arguments: [
      [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0x80], [0xFF, 0, 0, 1], [0xFF, 0xFE, 0x41, 0, 0, 0],
      [0x81, 0x8D],
    ] as [[UInt8]])
  func binary(bytes: [UInt8]) {
    #expect(PlainText.read(bytes) == nil)
  }

  @Test("Lines end as on any system")
  func lines() {
    #expect(PlainText.lines("\u{FEFF}a\r\nb\rc\nd\u{2028}\n") == ["a", "b", "c", "d", "", ""])
    #expect(PlainText.lines("") == [""])
  }

  @Test("What is shown commands nothing")
  func showing() {
    #expect(shown("\u{1B}[2Ja\nb\u{202E}c\u{9B}") == #"\u{1B}[2Ja\u{A}b\u{202E}c\u{9B}"#)
    #expect(shown("نور می‌خواهم 👩‍🔬 é") == "نور می‌خواهم 👩‍🔬 é")
    #expect(shown("abc", limit: 2) == "ab…" && shown("ab", limit: 2) == "ab")
    #expect(shownLines("a\tb\r\nc\u{7}") == "a\tb\nc\\u{7}")
  }
}
