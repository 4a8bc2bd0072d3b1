import Grading
import Texts

extension ClassChanges {
  /// A few lines for a terminal.
  public var lines: [String] {
    if isEmpty { return ["Nothing has changed since the last run."] }
    var lines = ["Since the last run:"]
    lines += general.map { "  \(shown($0, limit: 300))" }
    lines += some(students.map(line))
    if !added.isEmpty { lines.append("  new: \(list(added))") }
    if !gone.isEmpty { lines.append("  not here any more: \(list(gone))") }
    return lines
  }

  private func some(_ lines: [String]) -> [String] {
    let limit = 10
    let rest = lines.count - limit
    return lines.prefix(limit).map { "  \($0)" }
      + (rest > 0 ? ["  … and \(count(rest, "more student")), all on the class's page"] : [])
  }

  private func line(_ student: Student) -> String {
    let tests = student.verdicts.isEmpty ? "" : ", \(count(student.verdicts.count, "test"))"
    return "\(shown(student.student, limit: 60)): \(Self.points(student))\(tests): "
      + shown(student.reasons.joined(separator: "; "), limit: 200)
  }

  private func list(_ names: [String]) -> String {
    let rest = names.count - 10
    return names.prefix(10).map { shown($0, limit: 60) }.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }

  /// "12 → 15 points", or "12 points" where they are the same.
  static func points(_ student: Student) -> String {
    func number(_ value: Double?) -> String {
      value.map { "\(Classroom.points($0)) points" } ?? "no grade"
    }
    let (before, after) = (number(student.before), number(student.after))
    if before == after { return after }
    if let one = student.before, let other = student.after {
      return "\(Classroom.points(one)) → \(Classroom.points(other)) points"
    }
    return "\(before) → \(after)"
  }
}

extension ClassPage {
  /// What has changed since the last run; empty where nothing has, or there was none.
  var whatChanged: String {
    guard let changes, !changes.isEmpty else { return "" }
    var parts = [HTML.list(changes.general.map { HTML.text($0, limit: 500) })]
    if !changes.added.isEmpty { parts.append("<p>New: \(names(changes.added, limit: 20))</p>") }
    if !changes.gone.isEmpty {
      let gone = changes.gone.prefix(20).map { HTML.name($0) }
      let rest = changes.gone.count - gone.count
      parts.append(
        "<p>Not here any more: \(gone.joined(separator: ", "))"
          + "\(rest > 0 ? " and \(rest) more" : "")</p>")
    }
    if changes.students.isEmpty {
      parts.append("<p>Nobody’s verdicts or points are others.</p>")
    } else {
      parts += [studentChanges(changes), testChanges(changes)]
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func studentChanges(_ changes: ClassChanges) -> String {
    let rows = changes.students.prefix(300).map { student in
      let tests = student.verdicts.map {
        "\(HTML.text($0.test, limit: 300)): \($0.before) → \($0.after)"
      }
      return [
        names([student.student], limit: 1), ClassChanges.points(student),
        HTML.text(student.reasons.joined(separator: "; "), limit: 600),
        tests.isEmpty
          ? "" : HTML.details(count(tests.count, "test"), HTML.list(Array(tests.prefix(100)))),
      ]
    }
    return HTML.table(
      "By student", ["Student", "Points", "Why", "Tests"], Array(rows))
  }

  private func testChanges(_ changes: ClassChanges) -> String {
    let all = changes.byTest
    if all.isEmpty { return "" }
    let rows = all.prefix(100).map { verdict, students in
      [
        HTML.text(verdict.test, limit: 500), HTML.text(verdict.exercise),
        "\(verdict.before) → \(verdict.after)", names(students, limit: 10),
        HTML.text(verdict.reasons.joined(separator: "; "), limit: 600),
      ]
    }
    let caption =
      all.count > rows.count ? "By test: the first \(rows.count) of \(all.count)" : "By test"
    return HTML.table(
      caption, ["Test", "Exercise", "Verdict", "Students", "Why"], Array(rows))
  }
}
