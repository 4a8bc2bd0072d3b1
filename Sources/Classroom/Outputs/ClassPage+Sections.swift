import Foundation
import Grading

extension ClassPage {
  var mistakes: String {
    if results.mistakes.isEmpty { return "<p>No usual mistake was recognised.</p>" }
    let rows = results.mistakes.map { mistake in
      [
        HTML.text(mistake.sentence, limit: 1000), "\(mistake.students)",
        HTML.text(mistake.exercise),
        HTML.text(mistake.tests.prefix(3).joined(separator: "; "), limit: 600)
          + (mistake.tests.count > 3 ? " … and \(mistake.tests.count - 3) more" : ""),
      ]
    }
    return firstAndAll(
      "mistakes", 15, rows, "Recognised by the numbers that they give",
      ["Mistake", "Students", "Exercise", "In these tests"], numbers: [1])
  }

  var tests: String {
    let rows = results.tests().map { test in
      [
        "\(test.number) \(HTML.text(test.name, limit: 500))",
        test.students == 0 ? "–" : points(100 * test.share, decimals: 0) + " %",
        "\(test.students)", test.discrimination.map { String(format: "%+.2f", $0) } ?? "–",
        HTML.text(test.exercise),
      ]
    }
    if rows.isEmpty { return "" }
    let explanation = """
      <p>Difficulty is the share that passed, of those who started the exercise. Discrimination is the \
      point-biserial correlation between passing the test and the points of all <em>other</em> tests: \
      near 0, the test tells nothing about who is good at the rest; below 0, those who are good fail \
      it more often, so look at the test itself. It is – where all or none passed. In a small class \
      it is mostly chance.</p>
      """
    return explanation + "\n"
      + firstAndAll(
        "tests", 12, rows, "The hardest first",
        ["Test", "Passed", "Of", "Discrimination", "Exercise"], numbers: [1, 2, 3])
  }

  /// A table of the first rows, and of all others to be unfolded.
  private func firstAndAll(
    _ noun: String, _ limit: Int, _ rows: [[String]], _ caption: String, _ header: [String],
    numbers: Set<Int>
  ) -> String {
    let first = HTML.table(caption, header, Array(rows.prefix(limit)), numbers: numbers)
    let rest = Array(rows.dropFirst(limit))
    if rest.isEmpty { return first }
    return first + "\n"
      + HTML.details(
        "Show the other \(rest.count) \(noun)",
        HTML.table("The other \(noun)", header, rest, numbers: numbers))
  }

  var standOuts: String {
    let unusual = StandOuts(reports)
    let parts = [
      "<p>Questions to ask, not verdicts: there may be a good reason for each of these.</p>",
      similarSources, sameAnswers(unusual),
    ]
    let events = unusual.events().map { event in
      let items = event.students.prefix(100).map {
        "\(names([$0.name], limit: 1)): \(HTML.text($0.what, limit: 300))"
      }
      let rest = event.students.count - items.count
      return "<h3>\(event.title)</h3>\n"
        + fold(items + (rest > 0 ? ["… and \(rest) more"] : []), event.students.count, "student")
    }
    return (parts + events).joined(separator: "\n")
  }

  private func fold(_ items: [String], _ number: Int, _ noun: String) -> String {
    items.count <= 6 ? HTML.list(items) : HTML.details(count(number, noun), HTML.list(items))
  }

  private func sameAnswers(_ unusual: StandOuts) -> String {
    let title = "<h3>The same unusual wrong values</h3>\n"
    let groups = unusual.sameAnswers()
    if groups.isEmpty {
      return title
        + (results.graded.count < StandOuts.smallestClass
          ? "<p>Fewer than \(StandOuts.smallestClass) grades can't tell what is unusual.</p>"
          : "<p>None.</p>")
    }
    let rows = groups.prefix(50).map { group in
      [
        names(group.students, limit: 10), "\(group.tests.count)",
        HTML.text(group.tests.prefix(3).joined(separator: "; "), limit: 500)
          + (group.tests.count > 3 ? " …" : ""),
        HTML.text(group.example, limit: 300),
      ]
    }
    return title
      + "<p>Wrong in the same way, where hardly anybody else is and no usual mistake explains it.</p>\n"
      + HTML.table(
        groups.count > rows.count
          ? "The first \(rows.count) of \(groups.count) groups" : count(groups.count, "group"),
        ["Students", "Tests", "Which", "For instance"], Array(rows), numbers: [1])
  }

  var students: String {
    let hasSections = reports.contains { !$0.sections.isEmpty }
    let hasLabs = reports.contains { !$0.report.labs.isEmpty }
    let rows = reports.map { student -> [String] in
      let status: String
      switch student.standing {
      case .graded:
        status = student.firstUnread == nil ? "graded" : "graded, not all of it read"
      case .empty: status = "empty hand-in"
      case .missing: status = "nothing handed in"
      case .notRead: status = "not read"
      case .noGrade: status = "no grade"
      }
      let hasGrade = student.hasGrade
      let section = student.sections.map { HTML.name($0) }.joined(separator: ", ")
      return [
        link(student), hasGrade ? "\(points(student.total)) / \(points(student.maxTotal))" : "–",
        hasGrade ? student.percentage.map { points($0, decimals: 1) + " %" } ?? "–" : "–",
        student.daysLate > 0 ? count(student.daysLate, "day") : "", status,
      ]
        + (hasLabs ? [hasGrade ? student.labPoints ?? "" : ""] : [])
        + (hasSections ? [section] : [])
    }
    return HTML.table(
      count(rows.count, "hand-in"),
      ["Student", "Points", "Share", "Late", "Status"] + (hasLabs ? ["Labs"] : [])
        + (hasSections ? ["Section"] : []), rows,
      numbers: hasLabs ? [1, 2, 5] : [1, 2])
  }
}
