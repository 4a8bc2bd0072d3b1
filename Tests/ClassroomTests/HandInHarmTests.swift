import Curriculum
import Fingerprints
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("Nothing harmful is taken from a hand-in")
struct HandInHarmTests {
  @Test(
    "Paths that lead out, or are no file's, are refused",
    arguments: [
      ("/etc/\(huber)", "its path is absolute"), ("C:/\(huber)", "its path is absolute"),
      ("../\(huber)", "its path climbs out of the hand-in"),
      ("a/../../\(huber)", "its path climbs out of the hand-in"),
      ("04-HuberRegression/..", "its path climbs out of the hand-in"),
      ("..\\\(huber)", "its path climbs out of the hand-in"),
      ("\\\\server\\\(huber)", "its path is absolute"),
      ("04-HuberRegression/a\nb.swift", "its name has control characters"),
      ("04-HuberRegression/a\0.swift", "its name has control characters"),
      ("04-HuberRegression/a\u{1B}[31m.swift", "its name has control characters"),
      ("04-HuberRegression/a\u{2028}.swift", "its name has control characters"),
      ("04-HuberRegression/\(String(repeating: "a", count: 250)).swift", "its path is too long"),
      (String(repeating: "a/", count: 40) + huber, "its path is too long"), ("", "it has no name"),
      (".", "it has no name"),
      ("04-HuberRegression/../\u{301}.swift", "its path climbs out of the hand-in"),
      ("04-HuberRegression/\u{301}.swift", "its name begins or ends with half a character"),
      ("04-HuberRegression\u{600}/a.swift", "its name begins or ends with half a character"),
      ("/\u{301}etc/\(huber)", "its path is absolute"),
      ("04-HuberRegression/a\\\u{301}.swift", "its name begins or ends with half a character"),
    ])
  func paths(path: String, reason: String) throws {
    let handIn = try readSample(path, "ok/\(huber)")
    #expect(handIn.texts == [huber: "text of ok/\(huber)"])
    #expect(handIn.ignored.map(\.reason) == [reason])
    #expect(handIn.ignored.allSatisfy { !$0.path.contains("\n") && !$0.path.contains("\u{1B}") })
  }

  @Test(
    "Names that only look odd are taken",
    arguments: [
      "a,b.swift", "a\"b'.swift", "=cmd|x!A1.swift", "-o.swift", "@file.swift", "解答 ответ.swift",
      "..swift.swift", "$(reboot).swift", "a;b&.swift", "%2e%2e.swift",
    ])
  func oddNames(name: String) throws {
    let path = "04-HuberRegression/\(name)"
    let handIn = try readSample(path)
    // A name with a dot in front is hidden.
    #expect(handIn.texts == (name.hasPrefix(".") ? [:] : [path: "text of \(path)"]))
  }

  @Test("A link, a device and an encrypted file are listed with what they are")
  func links() throws {
    var secret = ZipSample.File("05-Optimizers/Optimizers.swift", "x")
    secret.flags = 1
    let handIn = try readSample([
      ZipSample.File(huber, "/etc/passwd", mode: 0o120777),
      ZipSample.File("04-HuberRegression", "/etc", mode: 0o120777),
      ZipSample.File("08-Perceptron/Perceptron.swift", "", mode: 0o010644), secret,
    ])
    #expect(handIn.sources.isEmpty)
    #expect(
      handIn.reasons == [
        huber: "a symbolic link", "04-HuberRegression": "a symbolic link",
        "08-Perceptron/Perceptron.swift": "a device or the like",
        "05-Optimizers/Optimizers.swift": "it is encrypted",
      ])
  }

  @Test("A file that isn't text is not taken, and a person must look at it")
  func encoding() throws {
    let file = ZipSample.File(huber, bytes: [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1, 0x80])
    let answers = ZipSample.File("04-HuberRegression/Answers.md", bytes: file.packed)
    let handIn = try readSample([file, answers])
    #expect(handIn.files.isEmpty && handIn.date == nil)
    #expect(handIn.ignored.map(\.reason) == ["it is not a text", "it is not a text"])
    #expect(handIn.unread == handIn.ignored)
  }

  @Test("A damaged file costs only itself")
  func damaged() throws {
    var file = ZipSample.File(huber, "x")
    file.checksum += 1
    let handIn = try readSample([file, .init("05-Optimizers/Optimizers.swift", "y")])
    #expect(handIn.texts == ["05-Optimizers/Optimizers.swift": "y"])
    #expect(handIn.reasons == [huber: "its packed bytes are damaged"])
  }

  @Test("Of files with one path the last counts, also where only upper and lower case differ")
  func doubles() throws {
    let handIn = try readSample([
      .init(huber, "one"), .init("04-HuberRegression/a.swift", "a"), .init(huber, "two"),
      .init("04-HuberRegression/A.swift", "A"),
    ])
    #expect(handIn.texts == [huber: "two", "04-HuberRegression/A.swift": "A"])
    #expect(
      handIn.reasons == [
        huber: "it is there again, as \(huber)",
        "04-HuberRegression/a.swift": "it is there again, as 04-HuberRegression/A.swift",
      ])
  }

  @Test("A file that is too large is ignored, and says so before it is unpacked")
  func large() throws {
    var limits = kitReader
    limits.limits.fileBytes = 10
    let handIn = try readSample([.init(huber, "12345678901")], limits)
    #expect(handIn.reasons == [huber: "it has 11 bytes, at most 10 bytes are taken"])
    var file = ZipSample.File(huber, "x")
    file.size = 4_000_000_000
    #expect(
      try readSample([file]).reasons
        == [huber: "its two descriptions in the archive differ"])
    file.method = 8
    #expect(
      try readSample([file]).reasons == [huber: "it has 4000 MB, at most 1 MB are taken"])
  }

  @Test("An exercise's files are limited in number and size, and its own come first")
  func exerciseLimits() throws {
    var small = kitReader
    small.limits.exerciseFiles = 2
    small.limits.exerciseBytes = 12
    func file(_ name: String, _ text: String) -> ZipSample.File {
      .init("04-HuberRegression/\(name).swift", text)
    }
    let few = try readSample([file("A", "1"), file("B", "1"), file("HuberRegression", "1")], small)
    #expect(few.texts.keys.sorted() == ["04-HuberRegression/A.swift", huber])
    #expect(few.ignored.map(\.reason) == ["the exercise has more than 2 files"])
    let light = try readSample([file("A", "12345678"), file("HuberRegression", "12345678")], small)
    #expect(light.texts.keys.sorted() == [huber])
    #expect(light.ignored.map(\.reason) == ["the exercise's files have more than 12 bytes"])
  }

  @Test("All files together are limited too")
  func total() throws {
    var small = kitReader
    small.limits.totalBytes = 12
    let handIn = try readSample(
      [.init(huber, "12345678"), .init("05-Optimizers/Optimizers.swift", "12345678")], small)
    #expect(handIn.texts.keys.sorted() == [huber])
    #expect(handIn.ignored.map(\.reason) == ["the files have more than 12 bytes"])
  }

  @Test("A long list of what is ignored is cut")
  func manyIgnored() throws {
    let handIn = try readSample((0..<300).map { ZipSample.File("junk \($0)", "x") })
    #expect(handIn.ignored.count == 201)
    #expect(handIn.ignored.last == .init(path: "…", reason: "and 100 more"))
  }
}
