import Classroom
import Commands
import Foundation
import Grading
import Texts

/// What `gradus class export` and `gradus class compare` take.
let platformOptions: [Arguments.Option] =
  GradeExport.Platform.allCases.map { platform in
    .init(
      "--\(platform.rawValue)", value: "file",
      help: "With export: the file that \(platform.rawValue.capitalized) has handed out.")
  } + [
    .init("--column", value: "name", help: "With export: which of its columns, by name or number."),
    .init("--labs", help: "With export: the points of the labs, not of the exercises."),
  ]

/// Puts grades into a platform's own file: `gradus class export grades --moodle worksheet.csv`.
func exportGrades(_ arguments: Arguments) throws -> Int32 {
  let folders = Array(arguments.positional.dropFirst())
  guard folders.count == 1 else { throw UsageError("Name the folder with the grades") }
  let platforms = GradeExport.Platform.allCases.filter {
    arguments.value(of: "--\($0.rawValue)") != nil
  }
  guard platforms.count == 1, let file = arguments.value(of: "--\(platforms[0].rawValue)") else {
    throw UsageError("Name one platform's file, with --moodle, --canvas or --blackboard")
  }
  let outcome = try GradeExport(grades: folders[0]).fill(
    file, of: platforms[0], column: arguments.value(of: "--column"),
    ofLabs: arguments.has("--labs"),
    into: arguments.value(of: "--output") ?? folders[0] + "/export")
  for remark in outcome.remarks { print(shown(remark, limit: 1000)) }
  print("\(outcome.filled) grades are filled in")
  for file in outcome.files { print(file) }
  return outcome.isIncomplete ? Status.cannotGrade : 0
}
