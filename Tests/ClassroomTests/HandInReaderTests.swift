import Curriculum
import Fingerprints
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

/// A reader that knows the files of exercise 12 too.
private let reader = HandInReader(
  sourceNames: [
    .networkLibrary: ["ModuleOptimizers.swift", "Modules.swift", "NetworkLibrary.swift"]
  ])

private func read(_ files: [ZipSample.File], _ reader: HandInReader = reader) throws -> HandIn {
  reader.read(try ZipArchive(ZipSample(files).bytes), student: "ada")
}

private func read(_ paths: String...) throws -> HandIn {
  try read(paths.map { ZipSample.File($0, "text of \($0)") })
}

private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("Exercises are found in the shapes that students hand in")
struct HandInShapeTests {
  @Test(
    "The exercises' folders, at any depth",
    arguments: [
      "Exercises/04-HuberRegression", "04-HuberRegression", "hand-in/Exercises/04-HuberRegression",
      "./deep/in/there/04-HuberRegression", "Übung 4/04-HuberRegression",
    ])
  func folders(folder: String) throws {
    let handIn = try read(
      "\(folder)/HuberRegression.swift", "\(folder)/My helpers.swift", "\(folder)/Answers.md",
      "__MACOSX/\(folder)/._HuberRegression.swift", "\(folder)/.DS_Store")
    #expect(
      handIn.sources == [
        .huberRegression: [
          "HuberRegression.swift": Data("text of \(folder)/HuberRegression.swift".utf8),
          "My helpers.swift": Data("text of \(folder)/My helpers.swift".utf8),
        ]
      ])
    #expect(handIn.written == [.huberRegression: "text of \(folder)/Answers.md"])
    #expect(handIn.ignored.isEmpty)
    #expect(handIn.student == "ada" && handIn.date != nil && handIn.manifest == nil)
  }

  @Test("Loose files with the exercises' names, also where an exercise has several")
  func loose() throws {
    let handIn = try read(
      "HuberRegression.swift", "a/Modules.swift", "b/NetworkLibrary.swift", "Modules.swift",
      "Huber.swift", "Answers.md")
    #expect(
      handIn.texts == [
        huber: "text of HuberRegression.swift",
        "12-NetworkLibrary/Modules.swift": "text of Modules.swift",
        "12-NetworkLibrary/NetworkLibrary.swift": "text of b/NetworkLibrary.swift",
      ])
    let unknown = "it lies in no exercise's folder, and no exercise has a file of this name"
    #expect(
      handIn.reasons == [
        "Huber.swift": unknown, "Answers.md": unknown,
        "a/Modules.swift": "Modules.swift counts instead",
      ])
  }

  @Test("A folder counts more than a loose file, and Exercises more than another folder")
  func candidates() throws {
    let handIn = try read(
      "HuberRegression.swift", "old/\(huber)", "all/Exercises/\(huber)",
      "05-Optimizers/Answers.md", "x/Optimizers.swift")
    #expect(
      handIn.texts == [
        huber: "text of all/Exercises/\(huber)",
        "05-Optimizers/Optimizers.swift": "text of x/Optimizers.swift",
        "05-Optimizers/Answers.md": "text of 05-Optimizers/Answers.md",
      ])
    #expect(
      handIn.reasons == [
        "HuberRegression.swift": "the exercise's folder counts instead",
        "old/\(huber)": "all/Exercises/04-HuberRegression counts instead",
      ])
  }

  @Test("Of a whole kit, only the exercises are taken")
  func wholeKit() throws {
    let handIn = try read(
      "gradus/Package.swift", "gradus/.build/x.swift", "gradus/Exercises/\(huber)",
      "gradus/Sources/Curriculum/Perceptron.swift",
      "gradus/Sources/Answers/Exercises/Optimizers.swift",
      "gradus/Tests/ExerciseTests/08-Perceptron/PerceptronTests.swift",
      "gradus/Tests/ExerciseTests/08-Perceptron/PerceptronProblem.swift")
    #expect(handIn.texts.keys.sorted() == [huber])
    #expect(handIn.ignored.count == 6)
    #expect(handIn.reasons["gradus/.build"] == "hidden")
    #expect(handIn.reasons["gradus/Package.swift"] == "a package's manifest is never taken")
  }

  @Test("No exercise's file is taken from a lab's folder")
  func labs() throws {
    let lab = "Exercises/Lab02-OneLayer"
    let handIn = try read(
      "Exercises/\(huber)", "\(lab)/Report.md", "\(lab)/results/HuberRegression.swift")
    #expect(handIn.sources.keys.map(\.folder) == ["04-HuberRegression"])
    #expect(
      handIn.reasons == [
        "\(lab)/results/HuberRegression.swift": "a lab has no such file to hand in"
      ])
    #expect(handIn.labs.keys.sorted() == ["Lab02-OneLayer"])
  }

  @Test("What isn't a source or an answer is listed with the reason")
  func others() throws {
    let handIn = try read(
      "Exercises/\(huber)", "Exercises/04-HuberRegression/Package.swift",
      "Exercises/04-HuberRegression/HuberRegressionTests.swift",
      "Exercises/04-HuberRegression/run.sh", "Exercises/04-HuberRegression/sub/More.swift",
      "Exercises/04-HuberRegression/module.modulemap")
    let folder = "Exercises/04-HuberRegression"
    #expect(handIn.texts.keys.sorted() == [huber, "04-HuberRegression/sub/More.swift"])
    #expect(handIn.unread.isEmpty)
    #expect(
      handIn.reasons == [
        "\(folder)/Package.swift": "a package's manifest is never taken",
        "\(folder)/HuberRegressionTests.swift": "tests are never taken",
        "\(folder)/run.sh": "only Swift files and Answers.md are taken",
        "\(folder)/module.modulemap": "only Swift files and Answers.md are taken",
      ])
  }

  @Test("An empty hand-in is one")
  func empty() throws {
    let handIn = try read([])
    #expect(handIn == HandIn(student: "ada"))
  }
}

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
    let handIn = try read(path, "ok/\(huber)")
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
    let handIn = try read(path)
    // A name with a dot in front is hidden.
    #expect(handIn.texts == (name.hasPrefix(".") ? [:] : [path: "text of \(path)"]))
  }

  @Test("A link, a device and an encrypted file are listed with what they are")
  func links() throws {
    var secret = ZipSample.File("05-Optimizers/Optimizers.swift", "x")
    secret.flags = 1
    let handIn = try read([
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
    let handIn = try read([file, answers])
    #expect(handIn.files.isEmpty && handIn.date == nil)
    #expect(handIn.ignored.map(\.reason) == ["it is not a text", "it is not a text"])
    #expect(handIn.unread == handIn.ignored)
  }

  @Test("A damaged file costs only itself")
  func damaged() throws {
    var file = ZipSample.File(huber, "x")
    file.checksum += 1
    let handIn = try read([file, .init("05-Optimizers/Optimizers.swift", "y")])
    #expect(handIn.texts == ["05-Optimizers/Optimizers.swift": "y"])
    #expect(handIn.reasons == [huber: "its packed bytes are damaged"])
  }

  @Test("Of files with one path the last counts, also where only upper and lower case differ")
  func doubles() throws {
    let handIn = try read([
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
    var limits = reader
    limits.limits.fileBytes = 10
    let handIn = try read([.init(huber, "12345678901")], limits)
    #expect(handIn.reasons == [huber: "it has 11 bytes, at most 10 bytes are taken"])
    var file = ZipSample.File(huber, "x")
    file.size = 4_000_000_000
    #expect(
      try read([file]).reasons
        == [huber: "its two descriptions in the archive differ"])
    file.method = 8
    #expect(
      try read([file]).reasons == [huber: "it has 4000 MB, at most 1 MB are taken"])
  }

  @Test("An exercise's files are limited in number and size, and its own come first")
  func exerciseLimits() throws {
    var small = reader
    small.limits.exerciseFiles = 2
    small.limits.exerciseBytes = 12
    func file(_ name: String, _ text: String) -> ZipSample.File {
      .init("04-HuberRegression/\(name).swift", text)
    }
    let few = try read([file("A", "1"), file("B", "1"), file("HuberRegression", "1")], small)
    #expect(few.texts.keys.sorted() == ["04-HuberRegression/A.swift", huber])
    #expect(few.ignored.map(\.reason) == ["the exercise has more than 2 files"])
    let light = try read([file("A", "12345678"), file("HuberRegression", "12345678")], small)
    #expect(light.texts.keys.sorted() == [huber])
    #expect(light.ignored.map(\.reason) == ["the exercise's files have more than 12 bytes"])
  }

  @Test("All files together are limited too")
  func total() throws {
    var small = reader
    small.limits.totalBytes = 12
    let handIn = try read(
      [.init(huber, "12345678"), .init("05-Optimizers/Optimizers.swift", "12345678")], small)
    #expect(handIn.texts.keys.sorted() == [huber])
    #expect(handIn.ignored.map(\.reason) == ["the files have more than 12 bytes"])
  }

  @Test("A long list of what is ignored is cut")
  func manyIgnored() throws {
    let handIn = try read((0..<300).map { ZipSample.File("junk \($0)", "x") })
    #expect(handIn.ignored.count == 201)
    #expect(handIn.ignored.last == .init(path: "…", reason: "and 100 more"))
  }
}

@Suite("The manifest is read, and believed in nothing")
struct HandInManifestTests {
  private func handIn(_ manifest: String, top: String = "") throws -> HandIn {
    try read([
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
