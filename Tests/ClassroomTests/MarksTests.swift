import Foundation
import KitTesting
import Testing

@testable import Classroom

@Suite("Marks for written answers")
struct MarksTests {
  private let header = "student,exercise,question,answer,marks available,marks,comment\r\n"

  private func ask(_ name: String, maxMarks: Double = 4) -> StudentReport {
    .sample(name).with {
      $0.questions = [
        .sample(answer: "Because.\nAnd so on.", maxMarks: maxMarks),
        .sample("DL 2.3", answer: "", maxMarks: maxMarks),
      ]
    }
  }

  private func apply(_ text: String, to reports: [StudentReport]) throws -> [StudentReport] {
    try Marks.apply(Data(text.utf8), to: reports)
  }

  /// What an attempt to read marks complains about.
  private func complaint(_ text: String, _ reports: [StudentReport]? = nil) -> String? {
    do {
      _ = try apply(text, to: reports ?? [ask("Ada"), ask("Bob")])
      return nil
    } catch {
      return (error as? Marks.Failure)?.description
    }
  }

  @Test("There is a row for each student and question, with the answer's first line")
  func letter() {
    let student = ask("Ada").with {
      $0.questions[0].marks = 2.5
      $0.questions[0].comment = "=good, but \"short\""
    }
    #expect(
      Marks.text([student])
        == header
        + "Ada,huber-regression,DL 2.2,Because.,4,2.5,\"'=good, but \"\"short\"\"\"\r\n"
        + "Ada,huber-regression,DL 2.3,,4,,\r\n")
  }

  @Test("Marks are read into the totals, and a question counts for everybody once it has marks")
  func totals() throws {
    let text = header + "Ada,huber-regression,DL 2.2,,4,2.5,Nearly.\n"
    let reports = try apply(text, to: [ask("Ada"), ask("Bob")])
    #expect(reports[0].questions[0].marks == 2.5 && reports[0].questions[0].comment == "Nearly.")
    #expect(reports[0].total == 5.5 && reports[0].maxTotal == 11)
    #expect(reports[1].total == 3 && reports[1].maxTotal == 11)
    #expect(reports[1].questions.map(\.counts) == [true, false])
  }

  @Test("What was written is read back as it was, whatever people are called")
  func roundTrip() throws {
    let reports = Set(hostileNames).sorted().map { name in
      ask(name).with {
        $0.questions[0].marks = 1.25
        $0.questions[0].comment = name
        $0.questions[0].counts = true
      }
    }
    #expect(try apply(Marks.text(reports), to: reports) == reports)
    let windows = "\u{FEFF}" + Marks.text(reports)
    #expect(try apply(windows, to: reports) == reports)
  }

  @Test("Columns may stand in another order, and those that aren't needed may be missing")
  func columns() throws {
    let text = "Marks,Question,Student,Exercise\n3,DL 2.2,Ada,huber-regression\n,,,\n"
    #expect(try apply(text, to: [ask("Ada")])[0].questions[0].marks == 3)
  }

  @Test("Empty marks change nothing")
  func empty() throws {
    let student = ask("Ada").with { $0.questions[0].marks = 2 }
    let reports = try apply(header + "Ada,huber-regression,DL 2.2,,,,\n", to: [student])
    #expect(reports[0].questions[0].marks == 2)
  }

  @Test(
    "Every mistake is named with its line and value",
    arguments: [
      ("Ada,hubert,DL 2.2,,4,1,", "line 2: there is no exercise \"hubert\" with written questions"),
      ("Ada,huber-regression,DL 9,,4,1,", "line 2: huber-regression has no question \"DL 9\""),
      ("Ada,huber-regression,DL 2.2,,4,5,", "line 2: marks \"5\", but at most 4 can be given"),
      ("Ada,huber-regression,DL 2.2,,4,-1,", "line 2: marks \"-1\" is not a number of at least 0"),
      ("Ada,huber-regression,DL 2.2,,4,two,", "line 2: marks \"two\" is not a number"),
      ("Ada,huber-regression,DL 2.2,,4,nan,", "line 2: marks \"nan\" is not a number"),
      ("Ada,huber-regression,DL 2.2,,4,0x1,", "line 2: marks \"0x1\" is not a number"),
      ("Ada,huber-regression,DL 2.2,,4,1e0,", "line 2: marks \"1e0\" is not a number"),
      (
        "Ada,huber-regression,DL 2.2,,4,02. Mai,",
        "line 2: marks \"02. Mai\" is not a number: has the spreadsheet made a date of it?"
      ),
      (
        "Ada,huber-regression,DL 2.2,,6,5,",
        "line 2: marks available \"6\", but the marking guide has 4"
      ),
      ("Ada,huber-regression,DL 2.2,,4,1,,x", "line 2: 8 cells, but the header has 7"),
      ("Ada,huber-regression,DL 2.2,\"a,4,1,", "line 2: a quote is opened and never closed"),
      (
        "Ada,huber-regression,DL 2.2,\"a\nb\",4,1,\nAda,huber-regression,DL 2.2,,4,2,",
        "line 4: \"Ada\" has marks for \"DL 2.2\" in line 2 too"
      ),
    ])
  func refusals(row: String, sentence: String) {
    #expect(complaint(header + row + "\n") == "marks.csv, \(sentence)")
  }

  @Test("A header that lacks a column is refused")
  func headers() {
    #expect(complaint("student,exercise,marks\n") == "marks.csv, line 1: no column \"question\"")
    #expect(complaint("") == "marks.csv, line 1: the header is missing")
    #expect(
      complaint("student,student,exercise,question,marks\n")
        == "marks.csv, line 1: the column \"student\" stands there twice")
    #expect(complaint("student;exercise;question\n")?.contains("no column \"student\"") == true)
  }

  @Test("All that is wrong is said at once, up to ten lines, and nothing is taken")
  func all() {
    let rows = (1...12).map { "Bob,huber-regression,DL \($0),,4,1,\n" }.joined()
    let lines = complaint(header + "Ada,huber-regression,DL 2.2,,4,1,\n" + rows)?
      .split(separator: "\n")
    #expect(lines?.count == 11 && lines?.last == "… and 2 more")
  }

  @Test("Where the kit has no guide, the file says how many marks there are")
  func noGuide() throws {
    let students = [ask("Ada", maxMarks: 0), ask("Bob", maxMarks: 0)]
    let row = "Ada,huber-regression,DL 2.2,,5,4.5,\n"
    let reports = try apply(header + row, to: students)
    #expect(reports[1].questions[0].maxMarks == 5 && reports[0].total == 7.5)
    #expect(
      complaint(header + row + "Bob,huber-regression,DL 2.2,,6,1,\n", students)
        == "marks.csv, line 3: marks available \"6\", but line 2 has 5")
    #expect(
      complaint(header + "Ada,huber-regression,DL 2.2,,,1,\n", students)
        == "marks.csv, line 2: marks \"1\", but \"marks available\" is empty")
  }

  @Test("A file that isn't UTF-8 is refused, one that is there is read")
  func files() throws {
    #expect(throws: Marks.Failure.self) {
      try Marks.apply(Data([0xFF, 0xFE, 0x41]), to: [])
    }
    let folder = try Folder()
    let path = try folder.write(header + "Ada,huber-regression,DL 2.2,,4,1,\n", to: "my marks.csv")
    let reports = try Marks.apply(contentsOf: URL(filePath: path), to: [ask("Ada")])
    #expect(reports[0].questions[0].marks == 1)
  }

  @Test("Two hand-ins of the same name can't be told apart")
  func sameName() {
    #expect(
      complaint(header, [ask("Ada"), ask("Ada")])
        == "two hand-ins are called \"Ada\": marks can't tell them apart")
  }
}
