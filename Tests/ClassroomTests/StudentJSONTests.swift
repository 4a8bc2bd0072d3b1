import Foundation
import Testing

@testable import Classroom
@testable import Grading
@testable import HandIns

@Suite("The grade as JSON")
struct StudentJSONTests {
  @Test("A grade comes back from its JSON as it was", arguments: hostileNames)
  func roundTrip(name: String) throws {
    let student = StudentReport.sample(name, seed: .max).with {
      $0.date = Date(timeIntervalSince1970: 1_700_000_000.123456)
      $0.warnings = [hostileText]
      $0.ignored = [HandIn.Ignored(path: name, reason: "no")]
      $0.questions = [.sample()]
      $0.failure = name
    }
    #expect(try StudentReport(json: student.json()) == student)
  }

  @Test("What there isn't is null, keys are in order, and a newline ends it")
  func letter() throws {
    let text = String(decoding: try StudentReport.sample().json(), as: UTF8.self)
    #expect(text.contains("\"failure\" : null"))
    #expect(text.contains("\"schema\" : \"gradus-student/1\""))
    #expect(text.hasSuffix("}\n"))
    #expect(try StudentReport.sample().json() == StudentReport.sample().json())
  }

  @Test("JUnit is the report's own")
  func junit() throws {
    let student = StudentReport.sample()
    #expect(try StudentOutput.junit.data(student) == student.report.junit())
  }
}
