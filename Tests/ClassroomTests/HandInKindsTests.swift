import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let reader = HandInReader(
  sourceNames: [
    .networkLibrary: ["ModuleOptimizers.swift", "Modules.swift", "NetworkLibrary.swift"]
  ])
private let huber = "04-HuberRegression/HuberRegression.swift"

private func zip(_ files: (String, String)...) -> [UInt8] {
  ZipSample(files.map { ZipSample.File($0.0, $0.1) }).bytes
}

private func zip(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
  ZipSample(ZipSample.File(name, bytes: bytes)).bytes
}

private func read(_ bytes: [UInt8]) throws -> HandIn {
  let folder = try Folder()
  let path = try folder.write(Data(bytes), to: "ada.zip")
  return reader.read(.init(student: "ada", path: path, kind: .archive))
}

@Suite("Whatever students pack around their work is opened")
struct HandInPackingTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func read() -> HandIn {
    reader.read(.init(student: "ada", path: folder.path, kind: .folder))
  }

  @Test(
    "An archive beside anything else is opened",
    arguments: [
      "report.pdf", "desktop.ini", "__MACOSX/._hand-in.zip", "Thumbs.db", "notes.docx", "a/b/c.png",
    ])
  func neighbors(name: String) throws {
    try folder.write(Data(zip((huber, "x"))), to: "hand-in.zip")
    try folder.write("y", to: name)
    #expect(read().texts == [huber: "x"])
    #expect(read().unread.isEmpty)
  }

  @Test("An archive one folder deeper, and one in another, are opened")
  func deeper() throws {
    try folder.write(Data(zip((huber, "x"))), to: "abgabe/hand-in.zip")
    #expect(read().texts == [huber: "x"])
    let double = zip("inner/hand-in.zip", zip("again.zip", zip((huber, "x"))))
    try folder.write(Data(double), to: "abgabe/hand-in.zip")
    #expect(read().texts == [huber: "x"])
    var tar = TarSample()
    tar.add(huber, "y")
    try folder.write(Data(zip("a.tar", tar.archive)), to: "abgabe/hand-in.zip")
    #expect(read().texts == [huber: "y"])
  }

  @Test("Archives in archives end somewhere, and unpack to no more than one may")
  func bombs() throws {
    var bytes = zip((huber, "x"))
    for _ in 0..<8 { bytes = zip("a.zip", bytes) }
    try folder.write(Data(bytes), to: "hand-in.zip")
    #expect(read().files.isEmpty)
    #expect(read().unread.count == 1)
    var strict = reader
    strict.limits.archiveBytes = 1000
    let parts = (0..<9).map { ZipSample.File("\($0).zip", bytes: zip(("\($0)", "")) + [0]) }
    try folder.write(Data(ZipSample(parts).bytes), to: "hand-in.zip")
    let entry = HandInReader.Entry(student: "ada", path: folder.path, kind: .folder)
    #expect(strict.read(entry).ignored.allSatisfy { $0.reason.contains("more than 1 kB") })
  }

  @Test(
    "What can't be opened must be looked at",
    arguments: [
      ("hand-in.rar", "Rar!\u{1A}\u{7}", "RAR"), ("hand-in.zip", "<html>log in", "web page"),
      ("hand-in.7z", "7z", "neither"), ("hand-in.zip", "", "0 bytes"),
      ("x/hand-in.zip", "PK\u{3}\u{4}cut off", "damaged"),
    ])
  func unopened(name: String, text: String, words: String) throws {
    try folder.write(text, to: name)
    let handIn = read()
    #expect(handIn.unread.map(\.path) == [name] && handIn.files.isEmpty)
    #expect(handIn.unread[0].reason.contains(words), "\(handIn.unread)")
    try folder.write("x", to: huber)
    #expect(read().texts == [huber: "x"] && read().unread.map(\.path) == [name])
    try folder.write("x", to: "notes.txt")
    #expect(read().unread.map(\.path) == [name])
  }

  @Test("A file that can't be read must be looked at, unless another stands in its place")
  func unreadable() throws {
    var secret = ZipSample.File("Exercises/\(huber)", "x")
    secret.flags = 1
    let other = ZipSample.File("05-Optimizers/Optimizers.swift", "y")
    try folder.write(Data(ZipSample(secret, other).bytes), to: "hand-in.zip")
    #expect(read().unread.map(\.reason) == ["it is encrypted"])
    try folder.write("x", to: huber)
    #expect(read().unread.isEmpty && read().sources.count == 2)
  }

  @Test("Nothing taken is nothing read, unless nothing was there")
  func nothing() throws {
    #expect(read().unread.isEmpty)
    try folder.write("", to: ".DS_Store")
    #expect(read().unread.isEmpty)
    try folder.write("my answer", to: "notes.txt")
    #expect(read().unread == read().ignored && read().unread.count == 1)
  }
}

@Suite("Whatever programs make of the files' names and bytes is read")
struct HandInNamesTests {
  @Test(
    "A loose file is known by its name, as programs and platforms change it",
    arguments: [
      "HuberRegression (1).swift", "HuberRegression-1.swift", "HuberRegression copy.swift",
      "HuberRegression copy 2.swift", "HuberRegression - Copy.swift",
      "HuberRegression - Kopie (3).swift",
      "HuberRegression (copy).swift", "Copy of HuberRegression.swift", "HuberRegression_2.swift",
      "HuberRegression.swift.txt", "huberregression.SWIFT", "HuberRegression(1).swift",
      "assignment_u1_attempt_2026-11-20-18-30-00_HuberRegression.swift",
      "lovelaceada_1001_50001_HuberRegression-2.swift",
      "lovelaceada_LATE_1001_50001_HuberRegression.swift",
      "Ada Lovelace_4711_assignsubmission_file_HuberRegression.swift",
      "sheet4_ada_HuberRegression.swift",
    ])
  func loose(name: String) throws {
    let handIn = try read(zip((name, "x")))
    #expect(handIn.texts == [huber: "x"] && handIn.unread.isEmpty)
    let inside = try read(zip(("04-HuberRegression/\(name)", "x")))
    #expect(inside.texts == [huber: "x"])
  }

  @Test(
    "A name that merely has an exercise's in it isn't one",
    arguments: [
      "MyHuberRegression.swift", "HuberRegressionHelper.swift", "HuberRegression.md", ".swift",
    ])
  func others(name: String) throws {
    #expect(try read(zip((name, "x"))).files.isEmpty)
  }

  @Test(
    "Folders are known however they are written",
    arguments: [
      "exercises/04-huberregression", "04_HuberRegression", "04-HuberRegression (1)",
      "4 HuberRegression",
      "HuberRegression", "04-HuberRegression-1", "04-HuberRegression copy",
    ])
  func folders(folder: String) throws {
    let handIn = try read(
      zip(("\(folder)/huberregression.swift", "x"), ("\(folder)/answers.md", "y")))
    #expect(handIn.texts == [huber: "x", "04-HuberRegression/Answers.md": "y"])
  }

  @Test(
    "Answers to written questions are known however they are called",
    arguments: [
      "answers.md", "ANSWERS.MD", "Answers.md.txt", "Answers (1).md", "Answers-1.md", "Answers.txt",
      "u_1001_5_Answers.md",
    ])
  func answers(name: String) throws {
    let handIn = try read(zip(("04-HuberRegression/\(name)", "y"), ("HuberRegression.swift", "x")))
    #expect(handIn.written == [.huberRegression: "y"])
    #expect(try read(zip((name, "y"), ("HuberRegression.swift", "x"))).written.count == 1)
    #expect(try read(zip((name, "y"), (huber, "x"), ("b/Optimizers.swift", ""))).written.isEmpty)
  }

  @Test("Backslashes of Windows part folders")
  func backslashes() throws {
    let path = "Exercises\\04-HuberRegression\\HuberRegression.swift"
    let handIn = try read(zip(("Exercises\\04-HuberRegression\\", ""), (path, "x")))
    #expect(handIn.texts == [huber: "x"] && handIn.ignored.isEmpty)
  }

  @Test("Sources in UTF-16 and in code page 1252 become UTF-8; UTF-8 stays as it is")
  func encodings() throws {
    let text = "let größe = 1 // ½ δ\r\n"
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [[0xFF, 0xFE] + wide, wide] {
      #expect(try read(zip(huber, bytes)).texts == [huber: text])
    }
    let narrow = Array("// gr".utf8) + [0xF6, 0xDF] + Array("e\n".utf8)
    #expect(try read(zip(huber, narrow)).texts == [huber: "// größe\n"])
    let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    #expect(try read(zip(huber, marked)).sources[.huberRegression]?.values.first == Data(marked))
  }

  @Test("Litter of editors and systems isn't a file, and a folder isn't one either")
  func litter() throws {
    let folder = try Folder()
    try folder.write("x", to: huber)
    try folder.write("y", to: "04-HuberRegression/Old.swift/Older.swift")
    for name in ["._HuberRegression.swift", "~$Answers.md"] {
      try folder.write("\u{0}", to: "04-HuberRegression/\(name)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/04-HuberRegression/.#HuberRegression.swift",
      withDestinationPath: "ada@host.1234:1")
    let handIn = reader.read(.init(student: "ada", path: folder.path, kind: .folder))
    #expect(
      handIn.texts == [huber: "x", "04-HuberRegression/Old.swift/Older.swift": "y"])
    #expect(handIn.ignored.isEmpty && handIn.unread.isEmpty)
  }

  @Test("Of two files that mean the same, the newer counts as far as names and dates say it")
  func copies() throws {
    func texts(_ first: ZipSample.File, _ second: ZipSample.File) throws -> [String] {
      try [[first, second], [second, first]].flatMap {
        try read(ZipSample($0).bytes).texts.values.map(\.self)
      }
    }
    let plain = ZipSample.File("HuberRegression.swift", "plain")
    var copy = ZipSample.File("HuberRegression copy.swift", "copy")
    #expect(try texts(plain, copy) == ["plain", "plain"])
    copy.day += 1
    #expect(try texts(plain, copy) == ["copy", "copy"])
    #expect(try texts(plain, .init("HuberRegression-1.swift", "1")) == ["1", "1"])
    #expect(
      try texts(
        .init("HuberRegression (2).swift", "2"), .init("HuberRegression (10).swift", "10"))
        == ["10", "10"])
    let late = "a_u1_attempt_2026-11-20-18-30-00_HuberRegression.swift"
    let early = "a_u1_attempt_2026-11-03-18-30-00_HuberRegression-1.swift"
    #expect(try texts(.init(late, "late"), .init(early, "early")) == ["late", "late"])
    let inside = "04-HuberRegression/"
    #expect(
      try texts(
        .init(inside + "HuberRegression.swift", "old"),
        .init(inside + "HuberRegression (1).swift", "new")) == ["new", "new"])
  }

  @Test("Of several attempts the newest counts, exercise by exercise")
  func attempts() throws {
    let folder = try Folder()
    let optimizers = "05-Optimizers/Optimizers.swift"
    try folder.write(Data(zip((huber, "first"), (optimizers, "first"))), to: "hand-in.zip")
    try folder.write(Data(zip((huber, "second"))), to: "hand-in-2.zip")
    try folder.write(Data(zip(("x/\(huber)", "third"))), to: "attempt 3.zip")
    let handIn = reader.read(.init(student: "ada", path: folder.path, kind: .folder))
    #expect(handIn.texts == [huber: "third", optimizers: "first"])
    #expect(handIn.ignored.count == 2 && handIn.unread.isEmpty)
  }

  @Test("What a later attempt repeats has the date of the first")
  func repeated() throws {
    var optimizers = ZipSample.File("05-Optimizers/Optimizers.swift", "same")
    var first = ZipSample.File(huber, "first")
    (optimizers.day, first.day) = (optimizers.day - 5, first.day - 5)
    let folder = try Folder()
    try folder.write(Data(ZipSample(optimizers, first).bytes), to: "hand-in.zip")
    let dates = reader.read(.init(student: "ada", path: folder.path, kind: .folder)).dates
    optimizers.day += 5
    let second = ZipSample.File(huber, "second")
    try folder.write(Data(ZipSample(optimizers, second).bytes), to: "hand-in-1.zip")
    let both = reader.read(.init(student: "ada", path: folder.path, kind: .folder)).dates
    #expect(both[.optimizers] == dates[.optimizers])
    #expect(try #require(both[.huberRegression]) > #require(dates[.huberRegression]))
  }
}
