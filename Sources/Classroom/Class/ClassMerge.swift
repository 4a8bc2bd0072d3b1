import Boundary
import Curriculum
import Foundation
import Grading
import HandIns

/// Puts together what several machines have graded.
public struct ClassMerge: Sendable {
  private let kit: BuiltKit

  /// A merger for the kit that the parts were graded with.
  public init(kit: BuiltKit) { self.kit = kit }

  /// Reads the parts and writes the outputs of the whole class.
  ///
  /// - Parameters:
  ///   - parts: The output folders of `gradus class --shard`.
  ///   - output: The folder for the grades of all.
  ///   - marks: Files of marks of the written questions, one for each person who has filled in some.
  /// - Returns: The reports of the whole class.
  /// - Throws: `ClassError` when a part has no grades, or parts don't belong together: another seed,
  ///   kit, suite or configuration, other weights, or two grades for one student.
  public func merge(
    _ parts: [String], into output: String, marks: [String] = []
  ) throws -> [StudentReport] {
    var reports: [String: (report: StudentReport, part: String)] = [:]
    var first: (report: StudentReport, part: String)?
    for part in parts {
      for report in try Self.reports(in: part) {
        if let (known, other) = reports[report.student], known != report {
          throw ClassError(
            "\(report.student) has two grades that differ, in \(other) and in \(part)")
        }
        if let (known, other) = first {
          let differences = Basis.differences(known, report)
          guard differences.isEmpty else {
            throw ClassError(
              "the grades in \(part) don't belong to those in \(other). They differ in "
                + differences.joined(separator: "; "))
          }
        }
        reports[report.student] = (report, part)
        first = first ?? (report, part)
      }
    }
    let all = reports.values.map(\.report).sorted { $0.student < $1.student }
    let folder = try ClassFolder(output)
    let outputs = try ClassOutputs(kit: kit, folder: folder)
    let sheet = try outputs.marks(of: all.map(\.student), from: marks, asked: all)
    let marked = all.map(sheet.applied)
    for report in marked { try outputs.write(report) }
    try folder.setAside(allBut: marked.map(\.student))
    let reader = HandInReader(kit: kit)
    var sources: [String: [String: Data]] = [:]
    var missing: [String] = []
    for report in marked {
      if report.entry.isThere {
        sources[report.student] = reader.read(report.entry).texts
      } else {
        missing.append(report.student)
      }
    }
    try outputs.write(marked, sources: sources, missing: missing, marks: sheet, remarks: [])
    return marked
  }

  static func reports(in part: String) throws -> [StudentReport] {
    let students = part + "/students"
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: students) else {
      throw ClassError("there are no grades in \"\(part)\": it has no folder \"students\"")
    }
    return try names.filter { !$0.hasPrefix(".") }.sorted().map { name in
      let path = "\(students)/\(name)/report.json"
      do {
        return try StudentReport(json: Data(contentsOf: URL(filePath: path)))
      } catch {
        throw ClassError("\(path) isn't a student's report: \(error)")
      }
    }
  }
}
