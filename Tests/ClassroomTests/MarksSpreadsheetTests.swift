import Boundary
import Foundation
import KitTesting
import Testing

@testable import Classroom

/// Marks as spreadsheets save them.
@Suite("Marks are read as spreadsheets save them, where there is no doubt")
struct MarksSpreadsheetTests {
  private let heading = "DL 2.2 · Größe"

  private func ask(_ name: String) -> StudentReport {
    .sample(name).with { $0.questions = [.sample(heading, answer: "Because."), .sample("DL 2.3")] }
  }

  private var class3: [StudentReport] { ["Ada", "00123", "Müller, Jörg"].map(ask) }

  private func marks(_ data: Data, _ reports: [StudentReport]? = nil) throws -> [Double?] {
    try Marks.apply(data, to: reports ?? class3).map { $0.questions[0].marks }
  }

  /// A table with marks 2.5, 3 and none.
  private func table(_ separator: String, _ number: String = "2.5", id: String = "00123") -> String
  {
    let name = separator == "," ? "\"Müller, Jörg\"" : "Müller, Jörg"
    return [
      ["student", "exercise", "question", "answer", "marks available", "marks", "comment"],
      ["Ada", "huber-regression", heading, "", "4", number, ""],
      [id, "huber-regression", heading, "", "4", "3", ""],
      [name, "huber-regression", heading, "", "4", "", "über"],
    ].map { $0.joined(separator: separator) + "\r\n" }.joined()
  }

  @Test("Semicolons, tabs and decimal commas", arguments: [";", "\t"])
  func separators(separator: String) throws {
    #expect(try marks(Data(table(separator, "2,5").utf8)) == [2.5, 3, nil])
    #expect(
      try marks(Data(("sep=\(separator)\r\n" + table(separator, "2.50")).utf8)) == [2.5, 3, nil])
    #expect(try marks(Data(table(",", "\"2,5\"").utf8)) == [2.5, 3, nil])
    #expect(try marks(Data(table(",", "2½").utf8)) == [2.5, 3, nil])
  }

  @Test("Code page 1252, Mac OS Roman, UTF-16 and UTF-8 that was taken for code page 1252")
  func encodings() throws {
    let text = table(";", "2,5")
    for encoding in [String.Encoding.windowsCP1252, .macOSRoman, .utf16LittleEndian, .utf16] {
      let reports = try Marks.apply(try #require(text.data(using: encoding)), to: class3)
      #expect(reports.map { $0.questions[0].marks } == [2.5, 3, nil], "\(encoding)")
      #expect(reports[2].questions[0].comment == "über", "\(encoding)")
    }
    let twice = try #require(String(data: Data(text.utf8), encoding: .windowsCP1252))
    let reports = try Marks.apply(Data(twice.utf8), to: class3)
    #expect(reports[2].questions[0].comment == "über" && reports[0].questions[0].marks == 2.5)
  }

  @Test("What we write has the mark by which Excel knows UTF-8")
  func byteOrderMark() {
    #expect(Marks.data(class3).starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(GradesCSV.data(class3).starts(with: [0xEF, 0xBB, 0xBF]))
  }

  @Test("Empty columns and rows at the end, and cells that are left out there")
  func empty() throws {
    let lines = table(",").split(separator: "\r\n").map(String.init)
    let wide = lines.map { $0 + ",,,\r\n" }.joined() + ",,,,,,,,,\r\n,,\r\n"
    #expect(try marks(Data(wide.utf8)) == [2.5, 3, nil])
    let short =
      lines[0] + "\n" + "Ada,huber-regression,\(heading),,4,2.5\nAda,huber-regression,DL 2.3\n"
    #expect(try marks(Data(short.utf8)) == [2.5, nil, nil])
  }

  @Test("A name that has become a number is found, if nobody else can be meant")
  func numbers() throws {
    #expect(try marks(Data(table(",", id: "123").utf8)) == [2.5, 3, nil])
    let sheet = try Marks.read(
      Data(table(",", id: "123").utf8), path: "m", for: class3 + [ask("0123")])
    #expect(sheet.strangers.map(\.student) == ["123"])
  }

  @Test("A table of which a spreadsheet has made one column")
  func oneColumn() throws {
    let lines = table(",").split(separator: "\r\n")
    let quoted = lines.map { "\"\($0.replacing("\"", with: "\"\""))\"\r\n" }.joined()
    #expect(try marks(Data(quoted.utf8)) == [2.5, 3, nil])
  }

  @Test("Other people's columns and rows of those who are gone survive")
  func survivors() throws {
    let text = """
      student;exercise;Marker;question;marks;comment;second, "marker"
      Ada;huber-regression;Eve;\(heading);2,5;;=x
      Gone;huber-regression;Eve;\(heading);4;good;
      Left;huber-regression;;\(heading);;;
      """
    let sheet = try Marks.read(Data(text.utf8), path: "m", for: class3)
    #expect(sheet.others == ["Marker", "second, \"marker\""])
    #expect(sheet.remarks.count == 1 && sheet.remarks[0].contains("\"Gone\""))
    let marked = class3.map(sheet.applied)
    let written = Marks.text(marked, sheet)
    #expect(
      written.hasPrefix("student,exercise,question,answer,marks available,marks,comment,Marker,"))
    let again = try Marks.read(Data(written.utf8), path: "m", for: class3)
    #expect(again.others == sheet.others && again.strangers.map(\.student) == ["Gone"])
    #expect(again.strangers[0].cells["marks"] == "4" && again.strangers[0].cells["Marker"] == "Eve")
    let ada = MarkSheet.Key(
      student: "Ada", question: .init(exercise: "huber-regression", heading: heading))
    #expect(again.entries[ada] == sheet.entries[ada])
    #expect(again.entries[ada]?.others == ["Marker": "Eve", "second, \"marker\"": "=x"])
    // Who comes back has the marks again.
    let back = try Marks.read(Data(written.utf8), path: "m", for: class3 + [ask("Gone")])
    #expect(back.applied(to: ask("Gone")).questions[0].marks == 4 && back.strangers.isEmpty)
  }

  @Test("A student whom a platform or a resubmission has renamed keeps the marks")
  func renamed() throws {
    func found(_ old: String, _ new: String, _ aliases: [String: String] = [:]) throws -> Double? {
      let text = "student,exercise,question,marks\n\(old),huber-regression,DL 2.3,2\n"
      return try Marks.read(
        Data(text.utf8), path: "m", for: [ask(new), ask("x")], aliases: aliases
      )
      .applied(to: ask(new)).questions[1].marks
    }
    #expect(try found("ada", "ada-1") == 2)
    #expect(try found("ada-1", "ada") == 2)
    #expect(try found("ada_1001_50001_a-1", "ada_1001") == 2)
    #expect(try found("Ada_11_assignsubmission_file_", "Ada_11") == 2)
    #expect(try found("anything", "ada", ["anything": "ada"]) == 2)
    #expect(try found("group-1", "group-2") == nil)
    #expect(try found("ADA ", "ada") == 2)
  }

  @Test("What stands there of another part of the class stays")
  func parts() throws {
    let text = "student,exercise,question,marks\nAda,huber-regression,DL 2.3,2\n"
    let sheet = try Marks.read(Data(text.utf8), path: "m", for: class3)
    let part = Marks.text([ask("00123")], sheet)
    #expect(part.hasSuffix("Ada,huber-regression,DL 2.3,,,2,\r\n"))
  }

  @Test("The marks of several files add up; the later count")
  func several() throws {
    func sheet(_ rows: String) throws -> MarkSheet {
      try Marks.read(
        Data(("student,exercise,question,marks,comment\n" + rows).utf8), path: "m", for: class3)
    }
    var sum = try sheet("Ada,huber-regression,DL 2.3,1,old\n00123,huber-regression,DL 2.3,2,\n")
    sum.merge(try sheet("Ada,huber-regression,DL 2.3,3,\n00123,huber-regression,DL 2.3,,new\n"))
    let marked = class3.map(sum.applied).map { $0.questions[1] }
    #expect(marked.map(\.marks) == [3, 2, nil] && marked.map(\.comment) == ["old", "new", ""])
    #expect(!marked.contains { !$0.counts })
  }

  private static let office = ["/usr/bin/soffice", "/usr/bin/libreoffice"]
    .first(where: FileManager.default.isExecutableFile)

  @Test(
    "LibreOffice, in German and in English, gives back what was there",
    .enabled(if: office != nil, "needs LibreOffice (soffice)"),
    .slow,
    arguments: [
      // Separator, quote, character set (76: UTF-8, 1: code page 1252), first row, cells, language.
      ("59,34,1,1,,1031", ".csv"), ("59,34,76,1,,1031", ".csv"), ("9,34,76,1,,1033", ".csv"),
      ("44,34,76,1,,1033", ".csv"),
    ])
  func libreOffice(filter: String, ending: String) throws {
    let folder = try Folder()
    let reports = class3.map { report in
      report.with {
        $0.questions[0].marks = 2.5
        $0.questions[0].comment = "größer; \"so\"\nzwei, Zeilen"
      }
    }
    let path = try folder.write(Marks.data(reports), to: "in/marks.csv")
    func convert(_ path: String, _ words: [String]) throws {
      let result = try run(
        try #require(Self.office),
        [
          "--headless",
          "-env:UserInstallation=file://\(folder.path.replacing(" ", with: "%20"))/user",
        ]
          + words + ["--outdir", folder.path + "/out", path],
        environment: ProcessInfo.processInfo.environment, seconds: 120)
      try #require(result.ending?.status == 0, "\(result.output)")
    }
    // As a person does who opens the file with the right separator.
    try convert(
      path, ["--infilter=CSV:44,34,76,1,1/1/2/1/3/1/4/1/5/1/6/1/7/1,1033", "--convert-to", "ods"])
    try convert(
      folder.path + "/out/marks.ods",
      ["--convert-to", "csv:Text - txt - csv (StarCalc):\(filter)"])
    let data = try Data(contentsOf: URL(filePath: folder.path + "/out/marks.csv"))
    let read = try Marks.apply(data, to: class3)
    #expect(read.map { $0.questions[0].marks } == [2.5, 2.5, 2.5])
    #expect(read.map { $0.questions[0].comment } == reports.map { $0.questions[0].comment })
  }
}
