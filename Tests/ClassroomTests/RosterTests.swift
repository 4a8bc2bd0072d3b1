import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let reader = HandInReader(sourceNames: [:])
private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("Who is in the class")
struct RosterTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func roster(_ text: String) throws -> Roster {
    try Roster(Data(text.utf8), path: "roster.csv")
  }

  private func add(_ text: String, to name: String, day: Double) throws {
    let file = try folder.write(text, to: "\(name)/\(huber)")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_795_000_000 + day * 86_400)],
      ofItemAtPath: file)
  }

  private func enrolled(_ text: String) throws -> EnrolledClass {
    try EnrolledClass(reader.listing(of: folder.path), roster(text), reader)
  }

  private func texts(_ enrolled: EnrolledClass) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: enrolled.entries.map {
        ($0.student, reader.read($0).texts.values.sorted())
      })
  }

  @Test("Files of one person are attempts, of which the newest counts, whatever their names say")
  func attempts() throws {
    try add("old", to: "z-first", day: 1)
    try add("new", to: "a-last", day: 2)
    let enrolled = try enrolled("file,id,name\nz-first,1001,Ada\na-last,1001,Ada\n")
    #expect(texts(enrolled) == ["1001": ["new"]])
    let entry = enrolled.entries[0]
    #expect(entry.path.hasSuffix("a-last"))
    // A report that names its hand-ins, the newest last, reads the same.
    let again = HandInReader.Entry(student: "1001", paths: entry.parts.map(\.path))
    #expect(reader.read(again).texts == reader.read(entry).texts)
  }

  @Test("Groups share a hand-in, and who hands in nothing appears")
  func groups() throws {
    try add("both", to: "bob", day: 1)
    try add("own", to: "dora", day: 1)
    try add("?", to: "stranger", day: 1)
    let enrolled = try enrolled(
      """
      id;name;email;section;group
      bob;Bob;b@example.edu;Tue;team 7
      cy;Cy;;Wed;team 7
      dora;Dora;;Tue;
      eve;Eve;;Wed;
      """)
    #expect(
      texts(enrolled) == ["team 7": ["both"], "dora": ["own"], "eve": [], "stranger": ["?"]])
    #expect(enrolled.members["team 7"]?.map(\.id) == ["bob", "cy"])
    #expect(enrolled.remarks.contains { $0.contains("stranger isn't in roster.csv") })
    let names = StudentNames(enrolled.entries.map(\.student), aliases: enrolled.aliases)
    #expect(names.student("bob") == "team 7" && names.student("b@example.edu") == "team 7")
    #expect(names.student("Dora") == "dora")
  }

  @Test(
    "What can't be right is named with its line",
    arguments: [
      ("file,name\na,b", "line 1", "\"id\""), ("id,name\n,Ada", "line 2", "id is missing"),
      ("id,name\n1,Ada\n1,Bob", "line 3", "somebody else in roster.csv, line 2"),
      ("id,group\n1,\n2,1", "line 3", "also what roster.csv, line 2 is called"),
      ("id\n\"1", "line 2", "never closed"),
    ])
  func errors(text: String, line: String, words: String) throws {
    let error = try #require(throws: ClassError.self) { try roster(text) }
    #expect(error.description.contains("roster.csv, \(line)"), "\(error)")
    #expect(error.description.contains(words), "\(error)")
  }

  @Test("A hand-in can't belong to two who don't share it")
  func twoOwners() throws {
    try add("x", to: "ada", day: 1)
    let error = #expect(throws: ClassError.self) {
      try enrolled("file,id\nada,1\nada,2\n")
    }
    #expect(error?.description.contains("roster.csv, line 3") == true)
  }

  @Test("Gradescope's list of hand-ins is a roster, and its groups are groups")
  func gradescope() throws {
    try add("1", to: "submission_11", day: 1)
    try add("2", to: "submission_12", day: 1)
    // As Gradescope's "Export Submissions" writes it.
    let list = """
      ---
      submission_11:
        :submitters:
        - :name: Ada Lovelace
          :sid: '1001'
          :email: ada@example.edu
        :created_at: 2026-11-20 18:30:00.000000000 Z
        :score: 0.0
        :status: processed
        :history:
        - :submission: old
          :created_at: 2026-11-10 18:30:00.000000000 Z
      submission_12:
        :submitters:
        - :name: Bob Byron
          :sid:
          :email: bob@example.edu
        - :name: Cy Coe
          :sid: '1003'
          :email: cy@example.edu
        :created_at: 2026-11-21 18:30:00.000000000 Z
      """
    let roster = Roster(gradescope: list, path: "submission_metadata.yml")
    let enrolled = try EnrolledClass(reader.listing(of: folder.path), roster, reader)
    #expect(texts(enrolled) == ["1001": ["1"], "submission_12": ["2"]])
    #expect(enrolled.members["submission_12"]?.map(\.id) == ["bob@example.edu", "1003"])
    let names = StudentNames(enrolled.entries.map(\.student), aliases: enrolled.aliases)
    let times = SubmissionTimes(gradescope: list, names: names)
    // 2026-11-20 18:30 UTC, by Python's datetime and by GNU date.
    #expect(
      times.date(of: "perceptron", by: "1001") == Date(timeIntervalSince1970: 1_795_199_400))
  }

  @Test("The grade book has a row for each of a group, and who is missing")
  func gradeBook() {
    let members = ["1": "=Bob", "2": "Cy"].sorted { $0.key < $1.key }.map {
      Member(id: $0.key, name: $0.value, email: "", section: "Tue", group: "team 7")
    }
    let team = StudentReport.sample("team 7").with { $0.members = members }
    var absent = StudentReport.sample("3")
    absent.handIn = ""
    absent.members = [Member(id: "3", name: "Eve", email: "", section: "Wed", group: "")]
    let rows = GradesCSV.text([team, absent]).split(separator: "\r\n").map(String.init)
    #expect(rows[0].hasPrefix("student,id,name,e-mail,section,group,huber-regression,"))
    #expect(rows[1].hasPrefix("points available,,,,,,5,2,"))
    #expect(rows[2].hasPrefix("team 7,1,'=Bob,,Tue,team 7,3,0,"))
    #expect(rows[3].hasPrefix("team 7,2,Cy,,Tue,team 7,3,0,"))
    #expect(rows[4].hasPrefix("3,3,Eve,,Wed,,,,") && rows[4].hasSuffix("nothing handed in"))
    #expect(absent.openMatter == nil && !absent.hasGrade)
    let page = ClassPage([team, absent]).html()
    #expect(page.contains("Bob (1), Cy (2)") && page.contains("Nothing handed in"))
    #expect(page.contains("<bdi>Tue</bdi>"))
    #expect(!ClassPage([.sample()]).html().contains("Sections"))
  }
}
