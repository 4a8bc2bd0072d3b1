import Foundation

@testable import Classroom
@testable import HandIns

// What tests of one step need of the steps around it.

extension HandInReader {
  /// The hand-ins in a class's folder, sorted by name.
  func entries(in folder: String) throws -> [Entry] { try listing(of: folder).entries }
}

extension Archive {
  /// Reads the directory of an archive on disk.
  static func open(
    _ path: String, limits: HandInLimits = HandInLimits()
  ) throws(HandInProblem) -> any HandInContainer {
    let file = try OpenDescriptor(opening: Array(path.utf8), isFolder: false)
    return try read([UInt8](file.contents(atMost: limits.archiveBytes + 1)), limits: limits)
  }
}

extension Marks {
  /// The file's content.
  static func data(_ reports: [StudentReport]) -> Data { CSV.file(text(reports)) }

  /// Takes the marks of a file into the grades: all of them, or none if anything in it is wrong.
  static func apply(
    _ data: Data, path: String = "marks.csv", to reports: [StudentReport]
  ) throws -> [StudentReport] {
    try reports.map(read(data, path: path, for: reports).applied)
  }

  /// Reads the file and takes its marks into the grades.
  static func apply(contentsOf file: URL, to reports: [StudentReport]) throws -> [StudentReport] {
    try apply(Data(contentsOf: file), path: file.path, to: reports)
  }
}
