import Foundation
import Grading

/// The files that are made of one student's grade, by their names.
enum StudentOutput: String, CaseIterable {
  case page = "report.html"
  case gradescope = "gradescope.json"
  case junit = "junit.xml"
  case gitHubClassroom = "github-classroom.env"
  /// What a later run and `gradus replay` read: the last to be written.
  case json = "report.json"

  /// The file's content.
  func data(_ student: StudentReport) throws -> Data {
    switch self {
    case .page: StudentPage(student).data()
    case .gradescope: try Gradescope(student).json()
    case .junit: student.report.junit()
    case .gitHubClassroom:
      // Lines such as GITHUB_ENV takes: the reporter finds its variables there.
      Data(
        try GitHubClassroom.results(student).map { "\($0.variable)=\(try $0.value())\n" }
          .joined().utf8)
    case .json: try student.json()
    }
  }
}
