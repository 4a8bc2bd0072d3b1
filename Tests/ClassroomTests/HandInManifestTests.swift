import Curriculum
import Fingerprints
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("The manifest is read, and believed in nothing")
struct HandInManifestTests {
  private func handIn(_ manifest: String, top: String = "") throws -> HandIn {
    try readSample([
      .init("\(top)Exercises/\(huber)", "abc"), .init("\(top)gradus-hand-in.json", manifest),
    ])
  }

  private func manifest(files: String, score: String = "20") -> String {
    """
    {"schema": "gradus-hand-in/1", "kit": "0.1.0", "files": {\(files)}, "score": \(score),
     "maxScore": 200}
    """
  }

  private static let checksum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test("Where its checksums fit there is nothing to say", arguments: ["", "a folder/"])
  func fitting(top: String) throws {
    let handIn = try handIn(
      manifest(files: "\"Exercises/\(huber)\": \"\(Self.checksum)\""), top: top)
    #expect(handIn.manifest?.score == 20)
    #expect(handIn.ignored.isEmpty)
  }

  @Test("A checksum that doesn't fit, is missing or has no file is noted; the file is taken")
  func notFitting() throws {
    let changed = try handIn(manifest(files: "\"Exercises/\(huber)\": \"0\""))
    #expect(changed.texts == [huber: "abc"])
    #expect(
      changed.ignored == [
        .init(
          path: "gradus-hand-in.json",
          reason: "its checksum of Exercises/\(huber) doesn't fit; the file is taken as it is")
      ])
    let added = try handIn(manifest(files: "\"Exercises/x.swift\": \"0\""))
    #expect(added.texts == [huber: "abc"])
    #expect(
      added.ignored.map(\.reason) == [
        "it doesn't mention Exercises/\(huber), which is taken all the same",
        "it mentions Exercises/x.swift, which isn't taken",
      ])
  }

  @Test(
    "What isn't a manifest is ignored",
    arguments: [
      "", "{}", "null", "[1]", "\u{0}",
      #"{"schema": "other/1", "kit": "1", "files": {}, "score": 1, "maxScore": 1}"#,
      #"{"schema": "gradus-hand-in/1", "kit": "1", "files": {}, "score": 1e300, "maxScore": 1}"#,
      #"{"schema": "gradus-hand-in/1", "kit": "<b>1", "files": {}, "score": 1, "maxScore": 1}"#,
    ])
  func nonsense(text: String) throws {
    let handIn = try handIn(text)
    #expect(handIn.manifest == nil)
    #expect(handIn.texts == [huber: "abc"])
    #expect(handIn.reasons == ["gradus-hand-in.json": "it is not a manifest of gradus submit"])
  }

  @Test("A manifest that is nested without end is ignored")
  func nested() throws {
    let handIn = try handIn(String(repeating: "[", count: 100_000))
    #expect(handIn.texts == [huber: "abc"])
    #expect(handIn.reasons == ["gradus-hand-in.json": "it is not a manifest of gradus submit"])
  }
}

@Suite("SHA-256 gives the standard's checksums")
struct HandInChecksumTests {
  @Test(
    "The examples of the standard",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256.digest(Data(text.utf8)) == digest)
  }

  @Test(
    "A million times the letter a", .slow)
  func million() {
    #expect(
      SHA256.digest(Data(repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
