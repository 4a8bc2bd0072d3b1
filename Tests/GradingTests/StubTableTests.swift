import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Fingerprints

@Suite("A stub is known by its last byte")
struct StubTableTests {
  private let folder: Folder
  private var answer: String { folder.path + "/answer" }

  init() throws {
    folder = try Folder()
    try folder.write("struct Answer {}\n", to: "answer/HuberRegression.swift")
  }

  private func isStub() throws -> Bool {
    var table = StubTable(ofKit: folder.path)
    table[.huberRegression] = Fingerprint([
      "HuberRegression.swift": Data("struct Answer {}\n".utf8)
    ])
    try folder.write(table.text, to: StubTable.path)
    return StubTable(ofKit: folder.path).isStub(.huberRegression, in: answer)
  }

  @Test("The stub is one, whatever lies beside it that is no Swift")
  func same() throws {
    try folder.write("An essay.", to: "answer/Answers.md")
    // Neither is compiled.
    try folder.write("x", to: "answer/.swift")
    try folder.write("x", to: "answer/._HuberRegression.swift")
    #expect(try isStub())
  }

  @Test(
    "A byte, a file or a name that differs makes it an answer",
    arguments: [
      ("HuberRegression.swift", "struct Answer {}"), ("HuberRegression.swift", ""),
      ("More.swift", ""), ("folder/More.swift", "let x = 1"),
    ])
  func other(name: String, text: String) throws {
    try folder.write(text, to: "answer/\(name)")
    #expect(try !isStub())
  }

  @Test("A link, a folder with a file's name and a folder that isn't there are none")
  func irregular() throws {
    let files = FileManager.default
    let file = answer + "/HuberRegression.swift"
    try files.moveItem(atPath: file, toPath: folder.path + "/elsewhere.swift")
    try files.createSymbolicLink(
      atPath: file, withDestinationPath: folder.path + "/elsewhere.swift")
    #expect(try !isStub())
    try files.removeItem(atPath: file)
    try files.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(try !isStub())
    try files.removeItem(atPath: answer)
    #expect(try !isStub())
  }

  @Test("No two sets of files have one fingerprint because their texts run together")
  func lengths() {
    let a = Fingerprint(["a.swift": Data("x".utf8), "b.swift": Data("y".utf8)])
    #expect(a != Fingerprint(["a.swift": Data("xb.swifty".utf8)]))
    #expect(a != Fingerprint(["a.swift": Data("x1 1\nb.swifty".utf8)]))
  }

  @Test("A kit without a table knows no stub, and a damaged line no exercise")
  func noTable() throws {
    #expect(!StubTable(ofKit: folder.path).isStub(.huberRegression, in: answer))
    try folder.write("04-HuberRegression\n\n04-HuberRegression a b\n", to: StubTable.path)
    #expect(StubTable(ofKit: folder.path)[.huberRegression] == nil)
  }
}
