import Foundation
import Grading

/// The grades of a class as a page for the instructor, `class.html`.
public struct ClassPage {
  let reports: [StudentReport]
  let results: ClassResults
  let guides: [String: [WrittenAnswers.Guide]]
  let remarks: [String]
  /// What has changed since another grading, if somebody has asked.
  var gradings: Comparison?
  let reportPath: @Sendable (StudentReport) -> String?
  let comparison: SourceComparison?
  let changes: ClassChanges?
  private let byName: [String: StudentReport]

  /// The page of a class.
  ///
  /// - Parameters:
  ///   - comparison: what is alike among the sources; nil if they weren't compared.
  ///   - changes: what has changed since the last run; nil if there was none.
  ///   - guides: for each exercise, what its marking guide says.
  ///   - remarks: what is to be said of the folder of hand-ins and of the file of marks.
  ///   - reportPath: where a student's page is, seen from this one; nil for no link.
  public init(
    _ reports: [StudentReport], comparison: SourceComparison? = nil,
    changes: ClassChanges? = nil,
    guides: [String: [WrittenAnswers.Guide]] = [:], remarks: [String] = [],
    reportPath: @escaping @Sendable (StudentReport) -> String? = { _ in nil }
  ) {
    self.reports = reports
    self.comparison = comparison
    self.changes = changes
    self.guides = guides
    self.remarks = remarks
    self.reportPath = reportPath
    results = ClassResults(reports)
    byName = Dictionary(reports.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The file's content: UTF-8.
  public func data() -> Data { Data(html().utf8) }

  /// The page's text.
  public func html() -> String {
    let sections: [(id: String, title: String, content: String)] = [
      ("unread", "Not read", unread),
      ("changes", "What has changed since the last run", whatChanged),
      ("spread", "Distribution", distribution), ("exercises", "Exercises", exerciseTable),
      ("gradings", "Beside another grading", gradings?.section ?? ""),
      ("sections", "Sections", sections), ("labs", "Labs", labs),
      ("mistakes", "The most common mistakes", mistakes),
      ("tests", "Tests", tests),
      ("look", "Hand-ins that stand out", standOuts),
      ("written", "Written questions", written), ("students", "Students", students),
    ].filter { !$0.content.isEmpty }
    let contents = HTML.list(sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" })
    let main = sections.map {
      "<section aria-labelledby=\"\($0.id)\">\n<h2 id=\"\($0.id)\">\($0.title)</h2>\n\($0.content)\n</section>"
    }
    return HTML.page(
      title: "Class of \(reports.count)",
      header: "<h1>Class of \(reports.count)</h1>\n" + facts + warnings
        + "<nav class=\"contents\" aria-label=\"Contents\">\n\(contents)\n</nav>",
      main: main.joined(separator: "\n"), footer: footer, unfolds: false)
  }

  private var percentages: [Double] { results.graded.compactMap(\.percentage) }

  private var facts: String {
    func number(_ value: Double?) -> String { value.map { points($0, decimals: 1) + " %" } ?? "–" }
    let empty = reports.count { $0.standing == .empty }
    let missing = reports.count { $0.standing == .missing }
    let facts = [
      ("\(results.graded.count)", "graded" + (empty > 0 ? ", \(empty) of them empty" : "")),
      ("\(results.failed.count - missing)", "without a grade"),
      ("\(missing)", "nothing handed in"),
      (number(Statistics.quantile(0.5, of: percentages)), "median"),
      (number(Statistics.mean(percentages)), "mean"),
      (
        number(Statistics.quantile(0.25, of: percentages)) + " to "
          + number(Statistics.quantile(0.75, of: percentages)), "the middle half"
      ),
    ]
    return HTML.list(
      facts.filter { $0.1 != "nothing handed in" || missing > 0 }.map { "<b>\($0)</b> \($1)" },
      kind: "facts") + "\n"
  }

  private var warnings: String {
    let failed = results.failed.filter { !reason($0).isEmpty }
    var items = failed.prefix(50).map {
      "No grade for \(link($0)): \(HTML.text(firstLine(reason($0)), limit: 300))"
    }
    if failed.count > 50 { items.append("… and \(failed.count - 50) more") }
    let unread = reports.count { $0.firstUnread != nil }
    if unread > 0 {
      items.append(
        "<a href=\"#unread\">\(count(unread, "hand-in"))</a> could not be read, or not all of "
          + "\(unread == 1 ? "it" : "them")")
    }
    let all = StandOuts.warnings(reports)
    items += all.prefix(30).map { warning, students in
      let whom =
        students.count == reports.count ? "all" : names(students, limit: 10)
      return HTML.text(warning, limit: 500) + " <span class=\"dim\">(\(whom))</span>"
    }
    if all.count > 30 { items.append("… and \(all.count - 30) more warnings") }
    if items.isEmpty { return "" }
    return "<div class=\"notice\" role=\"note\"><h2>⚠ Warnings</h2>\(HTML.list(items))</div>\n"
  }

  private func reason(_ student: StudentReport) -> String {
    if case .noGrade(let reason) = student.standing { return reason }
    return ""
  }

  private var distribution: String {
    if percentages.isEmpty { return "" }
    return "<p class=\"dim\">Hand-ins without a grade are left out; empty ones count as 0.</p>\n"
      + "<figure>\n\(Histogram(percentages).svg)\n</figure>"
  }

  private var exerciseTable: String {
    let rows = results.exercises.map { exercise -> [String] in
      let share = exercise.maxScore > 0 ? exercise.mean / exercise.maxScore : 0
      let students = Double(max(exercise.students, 1))
      func percent(_ count: Int) -> String {
        points(100 * Double(count) / students, decimals: 0) + " %"
      }
      return [
        "\(exercise.number) · \(HTML.text(exercise.title))",
        "\(points(exercise.mean, decimals: 1)) / \(points(exercise.maxScore)) "
          + HTML.bar(share, "\(points(100 * share, decimals: 0)) %"),
        percent(exercise.complete),
        percent(exercise.notStarted), "\(exercise.uncompiled)",
      ]
    }
    if rows.isEmpty { return "" }
    return HTML.table(
      "Of everyone with a grade",
      ["Exercise", "Mean points", "Complete", "Not started", "Didn’t compile"], rows,
      numbers: [2, 3, 4])
  }

  private var footer: String {
    func all(_ value: (StudentReport) -> String) -> String {
      let values = Set(reports.map(value)).sorted()
      return HTML.text(values.prefix(5).joined(separator: ", "), limit: 500)
    }
    let facts =
      [
        ("Kit", all(\.report.kit)), ("Toolchain", all(\.report.toolchain)),
        ("Seed", all { "\($0.report.seed)" }), ("Sandbox", all(\.sandbox)),
      ]
      + (reports.contains { $0.report.limits != nil }
        ? [("Not enforced", all { $0.report.limits ?? "nothing" })] : [])
    return "<h2>How this was graded</h2>\n<dl>\n"
      + facts.map { "<dt>\($0)</dt><dd>\($1)</dd>" }.joined(separator: "\n") + "\n</dl>\n"
      + "<p>This page is for the instructor: it states the seed.</p>"
  }

  /// A student's name, linked to the report.
  func link(_ student: StudentReport, anchor: String? = nil) -> String {
    let name = HTML.name(student.title)
    guard let path = reportPath(student) else { return name }
    return "<a href=\"\(HTML.address(path, anchor: anchor))\">\(name)</a>"
  }

  /// Some names, linked, and how many more there are.
  func names(_ students: [String], limit: Int) -> String {
    let shown = students.prefix(limit).map { student in
      byName[student].map { link($0) } ?? HTML.name(student)
    }
    let rest = students.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
