import Foundation
import Grading

/// The files that are made of one student's grade, by their names.
public enum StudentOutput: String, CaseIterable, Sendable {
  case page = "report.html"
  case json = "report.json"
  case gradescope = "results.json"
  case junit = "junit.xml"
  case gitHubClassroom = "github-classroom.env"

  /// The file's content.
  public func data(_ student: StudentReport) throws -> Data {
    switch self {
    case .page: StudentPage(student).data()
    case .json: try student.json()
    case .gradescope: try Gradescope(student).json()
    case .junit: student.report.junit()
    case .gitHubClassroom:
      // Lines such as GITHUB_ENV takes: the reporter finds its variables there.
      Data(
        try GitHubClassroom.results(student).map { "\($0.variable)=\(try $0.value())\n" }
          .joined().utf8)
    }
  }
}
