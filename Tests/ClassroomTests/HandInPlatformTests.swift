import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let reader = HandInReader(sourceNames: [:])
private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("What learning platforms hand out is one entry for each student")
struct HandInPlatformTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func add(_ text: String, to name: String) throws {
    if name.hasSuffix(".zip") {
      try folder.write(Data(ZipSample(.init(huber, text)).bytes), to: name)
    } else {
      try folder.write(text, to: name)
    }
  }

  private func texts() throws -> [String: [String]] {
    let handIns = try reader.entries(in: folder.path).map(reader.read)
    return Dictionary(uniqueKeysWithValues: handIns.map { ($0.student, $0.texts.values.sorted()) })
  }

  @Test("Canvas: one student by the number, whatever is added on a resubmission")
  func canvas() throws {
    try add("1", to: "lovelaceada_1001_50001_hand-in.zip")
    try add("x", to: "turingalan_1002_50002_HuberRegression.swift")
    try add("y", to: "turingalan_1002_50003_Optimizers.swift")
    #expect(try texts() == ["lovelaceada_1001": ["1"], "turingalan_1002": ["x", "y"]])
    try add("2", to: "lovelaceada_LATE_1001_50009_hand-in-1.zip")
    #expect(try texts()["lovelaceada_1001"] == ["2"])
    try FileManager.default.removeItem(
      atPath: folder.path + "/lovelaceada_1001_50001_hand-in.zip")
    #expect(try texts()["lovelaceada_1001"] == ["2"])
  }

  @Test("Blackboard: one student by all before the attempt, whose time is the date")
  func blackboard() throws {
    try add("1", to: "Sheet 4_u_1_attempt_2026-11-19-23-59-00_a.zip")
    try add("2", to: "Sheet 4_u_1_attempt_2026-11-20-01-02-03_a.zip")
    try add("Name: Ada", to: "Sheet 4_u_1_attempt_2026-11-20-01-02-03.txt")
    #expect(try texts() == ["Sheet 4_u_1": ["2"]])
    var berlin = reader
    berlin.zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let entry = try berlin.entries(in: folder.path)[0]
    // 01:02:03 in Berlin, by Python's zoneinfo.
    #expect(berlin.read(entry).date == Date(timeIntervalSince1970: 1_795_132_923))
    #expect(berlin.read(entry).unread.isEmpty)
    let again = HandInReader.Entry(student: entry.student, paths: entry.parts.map(\.path))
    #expect(again == entry)
  }

  @Test("Moodle: files and text of one student are one hand-in")
  func moodle() throws {
    try folder.write("x", to: "Ada L._11_assignsubmission_file_/HuberRegression.swift")
    try folder.write("<p>see file", to: "Ada L._11_assignsubmission_onlinetext_/onlinetext.html")
    try folder.write("y", to: "Bob_12_assignsubmission_file/Optimizers.swift")
    #expect(try texts() == ["Ada L._11": ["x"], "Bob_12": ["y"]])
  }

  @Test("A number makes a second attempt only where the first is there too")
  func numbers() throws {
    for name in ["ada.zip", "ada-1.zip", "ada (2).zip", "group-1.zip", "group-2.zip"] {
      try add(name, to: name)
    }
    #expect(
      try texts() == [
        "ada": ["ada (2).zip"], "group-1": ["group-1.zip"], "group-2": ["group-2.zip"],
      ])
    let listing = try reader.listing(of: folder.path)
    #expect(
      listing.warnings == [
        "ada.zip, ada-1.zip, ada (2).zip are attempts of ada: of each exercise the newest counts"
      ])
    #expect(listing.aliases["ada-1"] == "ada")
  }

  @Test("Names that only look like a platform's are students of their own")
  func lookalikes() throws {
    for name in ["sheet_4_2026_ada.zip", "sheet_4_2026_bob.zip"] { try add(name, to: name) }
    #expect(
      try texts() == [
        "sheet_4_2026_ada": ["sheet_4_2026_ada.zip"], "sheet_4_2026_bob": ["sheet_4_2026_bob.zip"],
      ])
  }

  @Test("Thousands of long names take no time", .slow, .timeLimit(.minutes(2)))
  func manyNames() throws {
    let rests = ["- ", "1 1", "_1", "copy ", "(1)", "a_1_"].map { String(repeating: $0, count: 60) }
    let files = (0..<300).map { ZipSample.File("\(rests[$0 % 6])\($0).swift", "x") }
    let folder = try Folder()
    let path = try folder.write(Data(ZipSample(files).bytes), to: "a.zip")
    #expect(reader.read(.init(student: "a", path: path, kind: .archive)).files.isEmpty)
  }

  @Test("An archive that isn't read is a hand-in all the same")
  func otherArchives() throws {
    try add("Rar!", to: "ada.rar")
    try add("7z", to: "bob.7z")
    try folder.write(Data(ZipSample(.init(huber, "x")).bytes), to: "carl")
    let entries = try reader.entries(in: folder.path)
    #expect(entries.map(\.student) == ["ada", "bob", "carl"])
    #expect(entries.map { reader.read($0).unread.count } == [1, 1, 0])
    #expect(reader.read(entries[2]).texts == [huber: "x"])
  }

  @Test("Names of 255 bytes, of few characters and with commands for terminals")
  func names() throws {
    let accents = "a" + String(repeating: "\u{301}", count: 126)
    #expect(accents.utf8.count == 253 && accents.count == 1)
    let names = [accents, accents + "b", "\u{1B}]0;x\u{7}", String(repeating: "王", count: 84)]
    for name in names { try folder.write("x", to: "\(name)/\(huber)") }
    let entries = try reader.entries(in: folder.path)
    #expect(entries.count == 4 && entries.allSatisfy { reader.read($0).files.count == 1 })
    #expect(!entries.contains { $0.student.contains("\u{1B}") })
    let files = entries.map { ClassFolder.fileName(for: $0.student) }
    #expect(Set(files).count == 4 && files.allSatisfy { $0.utf8.count <= 120 })
  }
}
