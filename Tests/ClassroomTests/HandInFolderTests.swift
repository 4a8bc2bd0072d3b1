import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let reader = HandInReader(sourceNames: [:])
private let huber = "04-HuberRegression/HuberRegression.swift"

/// Root may read everything, so nothing is unreadable to it.
private let isRoot = geteuid() == 0

@Suite("Folders are read without following a link or waiting for a pipe")
struct HandInFolderTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func read() -> HandIn {
    reader.read(.init(student: "ada", path: folder.path, kind: .folder))
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/\(name)", withDestinationPath: target)
  }

  @Test("The exercises' files are taken, with the date of the newest")
  func files() throws {
    try folder.write("one", to: "Exercises/\(huber)")
    let newest = try folder.write("two", to: "Exercises/05-Optimizers/Optimizers.swift")
    try folder.write("three", to: "Exercises/05-Optimizers/Answers.md")
    try folder.write("x", to: "junk")
    for (path, seconds) in [(newest, 2e9), (folder.path + "/junk", 3e9)] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
    }
    let handIn = read()
    #expect(
      handIn.texts == [
        huber: "one", "05-Optimizers/Optimizers.swift": "two", "05-Optimizers/Answers.md": "three",
      ])
    #expect(handIn.date == Date(timeIntervalSince1970: 2e9))
    #expect(handIn.dates.count == 2 && handIn.dates[.huberRegression] != handIn.date)
    #expect(handIn.reasons == ["junk": "only Swift files and Answers.md are taken"])
  }

  @Test("Links to files and folders aren't followed, nor is a hand-in that is one")
  func links() throws {
    try folder.write("x", to: "05-Optimizers/Optimizers.swift")
    try folder.write("x", to: "08-Perceptron/notes.txt")
    try link("08-Perceptron/Perceptron.swift", to: "/etc/passwd")
    try link("04-HuberRegression", to: "05-Optimizers")
    try link("loop", to: ".")
    let handIn = read()
    #expect(handIn.texts.keys.sorted() == ["05-Optimizers/Optimizers.swift"])
    for path in ["08-Perceptron/Perceptron.swift", "04-HuberRegression", "loop"] {
      #expect(handIn.reasons[path] == "a symbolic link")
    }
    let entry = HandInReader.Entry(
      student: "eve", path: folder.path + "/04-HuberRegression", kind: .folder)
    let other = reader.read(entry)
    #expect(other.files.isEmpty && other.ignored.count == 1)
    #expect(other.ignored[0].reason.hasPrefix("it can't be read: "))
  }

  @Test("A file that becomes a link, a pipe or longer after it was looked at isn't read")
  func races() throws {
    let path = try folder.write("text", to: huber)
    let onDisk = try FolderOnDisk(Array(folder.path.utf8))
    let index = try #require(onDisk.items.firstIndex { $0.kind == .file })
    #expect(try onDisk.contents(of: index) == Data("text".utf8))
    try folder.write("longer text", to: huber)
    #expect(throws: HandInProblem("it changes while it is read")) {
      try onDisk.contents(of: index)
    }
    try FileManager.default.removeItem(atPath: path)
    try link(huber, to: "/etc/passwd")
    #expect(throws: HandInProblem.self) { try onDisk.contents(of: index) }
    try FileManager.default.removeItem(atPath: path)
    try #require(mkfifo(path, 0o600) == 0)
    #expect(throws: HandInProblem("it is not a file")) { try onDisk.contents(of: index) }
    try FileManager.default.removeItem(atPath: folder.path + "/04-HuberRegression")
    try link("04-HuberRegression", to: "/etc")
    #expect(throws: HandInProblem.self) { try onDisk.contents(of: index) }
  }

  @Test("A named pipe is passed over at once", .timeLimit(.minutes(1)))
  func pipes() throws {
    try folder.write("x", to: "04-HuberRegression/notes.txt")
    try #require(mkfifo("\(folder.path)/\(huber)", 0o600) == 0)
    #expect(read().reasons[huber] == "a named pipe")
  }

  @Test("A file of absurd size isn't read")
  func huge() throws {
    let path = try folder.write("x", to: huber)
    try #require(truncate(path, 1 << 40) == 0)
    #expect(read().reasons == [huber: "it has 1099511.7 MB, at most 1 MB are taken"])
  }

  @Test("What can't be read is named with the reason", .enabled(if: !isRoot, "root reads all"))
  func unreadable() throws {
    let file = try folder.write("x", to: huber)
    try folder.write("x", to: "05-Optimizers/Optimizers.swift")
    #expect(chmod(file, 0) == 0)
    #expect(chmod(folder.path + "/05-Optimizers", 0) == 0)
    defer { _ = chmod(folder.path + "/05-Optimizers", 0o700) }
    let denied = "it can't be read: Permission denied"
    #expect(read().reasons == [huber: denied, "05-Optimizers": denied])
    #expect(chmod(folder.path, 0) == 0)
    defer { _ = chmod(folder.path, 0o700) }
    #expect(read().ignored.map(\.reason) == [denied])
  }

  @Test("A folder that is gone or empty gives an empty hand-in")
  func missing() throws {
    #expect(read() == HandIn(student: "ada"))
    let gone = reader.read(.init(student: "bob", path: folder.path + "/bob", kind: .folder))
    #expect(
      gone.ignored == [.init(path: "bob", reason: "it can't be read: No such file or directory")])
  }

  @Test("An archive in a folder is opened; what lies beside it counts first")
  func archive() throws {
    let path = try folder.write("", to: "hand-in.zip")
    try Data(ZipSample(ZipSample.File(huber, "x")).bytes).write(to: URL(filePath: path))
    try folder.write("x", to: ".DS_Store")
    #expect(read().texts == [huber: "x"])
    try folder.write("y", to: "05-Optimizers/Optimizers.swift")
    #expect(read().texts == [huber: "x", "05-Optimizers/Optimizers.swift": "y"])
    try folder.write("z", to: huber)
    #expect(read().texts[huber] == "z")
    #expect(read().reasons == ["hand-in.zip/\(huber)": "04-HuberRegression counts instead"])
  }

  @Test("Hidden folders aren't looked into, and too many files are refused")
  func many() throws {
    try folder.write("x", to: ".git/a")
    try folder.write("x", to: huber)
    for index in 0..<20 { try folder.write("x", to: ".git/\(index)") }
    var strict = reader
    strict.limits.items = 3
    let entry = HandInReader.Entry(student: "ada", path: folder.path, kind: .folder)
    #expect(strict.read(entry).reasons == [".git": "hidden"])
    strict.limits.items = 2
    #expect(strict.read(entry).ignored.map(\.reason) == ["there are more than 2 files"])
  }

  @Test(
    "Names with newlines are never taken; backslashes part folders, and other bytes are letters")
  func names() throws {
    try folder.write("x", to: "04-HuberRegression/a\nb.swift")
    try folder.write("x", to: "04-HuberRegression/a\\b.swift")
    try folder.write("x", to: "new\nline/\(huber)")
    #if os(Linux)
      let descriptor = open("\(folder.path)/04-HuberRegression/".cString + [-1, 0], O_CREAT, 0o600)
      #expect(descriptor >= 0)
      close(descriptor)
    #endif
    let handIn = read()
    #expect(handIn.texts == ["04-HuberRegression/a/b.swift": "x"])
    #expect(
      handIn.reasons["04-HuberRegression/a\\u{A}b.swift"] == "its name has control characters")
    #expect(handIn.unread.map(\.path) == ["04-HuberRegression/a\\u{A}b.swift"])
    #if os(Linux)
      #expect(handIn.reasons["04-HuberRegression/ÿ"] == "only Swift files and Answers.md are taken")
    #endif
  }
}

extension String {
  /// Its bytes for a C function, without the zero at the end.
  fileprivate var cString: [CChar] { utf8.map { CChar(bitPattern: $0) } }
}
