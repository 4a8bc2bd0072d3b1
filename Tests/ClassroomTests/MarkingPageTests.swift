import Fingerprints
import Foundation
import Testing

@testable import Classroom

@Suite("The page for marking, and several markers")
struct MarkingPageTests {
  private func asked(_ student: String, _ answer: String, marks: Double? = nil) -> StudentReport {
    StudentReport.sample(student).with {
      $0.questions = [.sample(answer: answer)]
      $0.questions[0].marks = marks
    }
  }

  private func html(_ reports: [StudentReport]) throws -> String {
    try MarkingPage(
      reports, guides: ["huber-regression": [.init(heading: "DL 2.2", marks: 4, text: "No: 2.")]]
    ) { "4 · \($0)" }.html()
  }

  private struct Question: Decodable {
    struct Answer: Decodable {
      let student: String
      let text: String
      let marks: Double?
    }
    let heading: String
    let available: Double
    let guide: String
    let answers: [Answer]
  }

  private func content(_ html: String) throws -> [Question] {
    let start = try #require(html.firstRange(of: "id=\"content\">")).upperBound
    let end = try #require(html[start...].firstRange(of: "</script>")).lowerBound
    return try JSONDecoder().decode([Question].self, from: Data(html[start..<end].utf8))
  }

  @Test("All answers to a question are together, as they were written, with the guide")
  func answers() throws {
    let hostile = "</script>\u{2028}<!--" + hostileText
    let page = try html([
      asked("ada", hostile), asked("bob", "Because.", marks: 2.5), asked("cy", ""),
    ])
    let questions = try content(page)
    #expect(questions.count == 1 && questions[0].heading == "DL 2.2")
    #expect(questions[0].available == 4 && questions[0].guide.contains("No: 2."))
    #expect(questions[0].answers.map(\.student) == ["ada", "bob"])
    #expect(questions[0].answers.map(\.text) == [hostile, "Because."])
    #expect(questions[0].answers.map(\.marks) == [nil, 2.5])
    #expect(!page.contains("<script>alert") && !page.contains("<!--"))
  }

  @Test("No script but its own runs on it, and other pages run none")
  func scripts() throws {
    let page = try html([asked("ada", "x")])
    let script = try #require(page.firstMatch(of: /(?s)<script>(.*?)<\/script>/)).1
    let hex = Array(SHA256.digest(Data(script.utf8)))
    let bytes = stride(from: 0, to: 64, by: 2).compactMap {
      UInt8(String(hex[$0...($0 + 1)]), radix: 16)
    }
    #expect(page.contains("script-src 'sha256-\(Data(bytes).base64EncodedString())'"))
    #expect(page.contains("default-src 'none'"))
    #expect(!ClassPage([.sample()]).html().contains("script"))
    #expect(try html([]).contains("id=\"content\">[]</script>"))
  }

  private func sheet(_ rows: String, _ reports: [StudentReport]) throws -> MarkSheet {
    try Marks.read(
      Data("student,exercise,question,marks,comment\r\n\(rows)".utf8), path: "m", for: reports)
  }

  @Test("Markers who don't agree are named, and those who do aren't")
  func markers() throws {
    let reports = [asked("ada", "x"), asked("bob", "y")]
    let one = try sheet(
      "ada,huber-regression,DL 2.2,3,\r\nbob,huber-regression,DL 2.2,1,\r\n", reports)
    let two = try sheet(
      "ada,huber-regression,DL 2.2,2½,\r\nbob,huber-regression,DL 2.2,1,well\r\n", reports)
    #expect(
      MarkSheet.conflicts([("one.csv", one), ("two.csv", two)])
        == ["ada, huber-regression, DL 2.2: 3 in one.csv, 2.5 in two.csv"])
    #expect(MarkSheet.conflicts([("one.csv", one)]) == [])
    let other = try sheet("bob,huber-regression,DL 2.2,,ill\r\n", reports)
    #expect(
      MarkSheet.conflicts([("two.csv", two), ("three.csv", other)])
        == ["bob, huber-regression, DL 2.2: other comments in two.csv, three.csv"])
  }
}
