import Boundary
import Foundation
import Grading

/// The grade as a page for the student, `report.html`.
///
/// It says nothing of the hidden seed and nothing of the solution.
public struct StudentPage {
  let student: StudentReport

  /// The page of a grade.
  public init(_ student: StudentReport) { self.student = student }

  /// The anchor of a written question on the page.
  public static func anchor(of question: WrittenQuestion, in student: StudentReport) -> String {
    let same = student.questions.filter { $0.exercise == question.exercise }
    let number = (same.firstIndex { $0.heading == question.heading } ?? 0) + 1
    return "question-\(question.exercise)-\(number)"
  }

  /// The page's text.
  public func html() -> String {
    HTML.page(
      title: "Report: \(student.title)", header: header,
      main: ([overview] + (student.hasGrade ? student.report.exercises.map(section) : [])
        + [labs, unplacedQuestions, ignored]).filter { !$0.isEmpty }.joined(separator: "\n"),
      footer: footer, unfolds: true)
  }

  /// The file's content: UTF-8.
  func data() -> Data { Data(html().utf8) }

  private var header: String {
    (["<h1>Report for \(HTML.name(student.title))</h1>"] + [grade] + notices)
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var grade: String {
    guard student.hasGrade else { return "" }
    let percentage = student.percentage.map { " · \(points($0, decimals: 1)) %" } ?? ""
    var lines = [
      "<p class=\"total\">\(points(student.total)) of \(points(student.maxTotal)) points\(percentage)</p>"
    ]
    if let late = student.lateness, late.values.contains(where: { $0 > 0 }) {
      lines.append(HTML.list(student.latenessByExercise.map { HTML.text($0) }))
    } else if student.daysLate > 0 || student.penalty > 0 {
      let kept = points(100 * (1 - student.penalty), decimals: 1)
      lines.append(
        "<p>\(count(student.daysLate, "day")) late: the points count \(kept) %.</p>")
    }
    if let labs = student.labPoints { lines.append("<p>Labs: \(labs) points</p>") }
    let waiting = student.questions.count { !$0.counts && !$0.answer.isEmpty }
    if waiting > 0 {
      lines.append(
        "<p>\(count(waiting, "written answer")) not marked yet, so not in these points.</p>")
    }
    return lines.joined(separator: "\n")
  }

  private var notices: [String] {
    var notices: [String] = []
    switch student.standing {
    case .noGrade(let failure):
      notices.append(
        "<div class=\"notice bad\" role=\"note\"><h2>✘ This is not a grade</h2>"
          + "<p>Your hand-in could not be judged. That says nothing about your work: ask your instructor."
          + "</p>\(HTML.block(failure, as: .wraps))</div>")
    case .missing:
      notices.append(
        "<div class=\"notice\" role=\"note\"><h2>⚠ Nothing was handed in</h2></div>")
    case .notRead:
      notices.append(
        "<div class=\"notice bad\" role=\"note\"><h2>✘ This is not a grade</h2>"
          + "<p>Nothing in your hand-in could be read. What was there, and why it wasn't taken, stands "
          + "below: hand it in again, or ask your instructor.</p></div>")
    case .empty:
      notices.append(
        "<div class=\"notice\" role=\"note\"><h2>⚠ The hand-in is empty</h2>"
          + "<p>No file of an exercise was found in it.</p></div>")
    case .graded:
      if let what = student.firstUnread {
        notices.append(
          "<div class=\"notice\" role=\"note\"><h2>⚠ Not all of it was read</h2>"
            + "<p><bdi>\(HTML.text(what, limit: 600))</bdi></p></div>")
      }
    }
    if !student.warnings.isEmpty {
      notices.append(
        "<div class=\"notice\" role=\"note\"><h2>⚠ Warnings</h2>"
          + HTML.list(student.warnings.prefix(50).map { HTML.text($0, limit: 2000) }) + "</div>")
    }
    return notices
  }

  private var overview: String {
    guard student.hasGrade else { return "" }
    let items = student.report.exercises.map { exercise in
      // Weighted, as they count in the total.
      let weight = student.weight(of: exercise.id)
      let scale = student.scale(of: exercise) * weight
      let score = points(Double(exercise.score) * scale)
      let most = points(Double(exercise.maxScore) * scale)
      let share = exercise.maxScore > 0 ? Double(exercise.score) / Double(exercise.maxScore) : 0
      return
        "<a href=\"#\(HTML.text(exercise.id))\">\(exercise.number) · \(HTML.text(exercise.title))</a>"
        + HTML.bar(share, "\(score) of \(most) points")
        + "<span class=\"points\">\(score) / \(most)</span><span class=\"state\">\(state(exercise))"
        + (weight == 1 ? "" : ", counts \(points(weight)) times") + "</span>"
    }
    return "<h2 id=\"overview\">Exercises</h2>\n"
      + "<nav aria-labelledby=\"overview\">\n" + HTML.list(items, kind: "overview") + "\n</nav>"
  }

  /// The points of an exercise's tests as the course counts them, without its weight: reached, and to be
  /// had.
  func shownPoints(_ exercise: ExerciseReport) -> (String, String) {
    let scale = student.scale(of: exercise)
    return (points(Double(exercise.score) * scale), points(Double(exercise.maxScore) * scale))
  }

  /// How far an exercise has come, in words and with a sign.
  func state(_ exercise: ExerciseReport) -> String {
    if exercise.compilerMessage != nil {
      return "<span class=\"bad-text\">✘ does not compile</span>"
    }
    switch exercise.status {
    case .complete: return "<span class=\"good\">✔ complete</span>"
    case .notStarted: return "<span class=\"dim\">○ not started</span>"
    case .partial: break
    }
    let kinds: [TestStatus] = [
      .failed, .crashed, .timedOut, .outOfMemory, .lost, .notImplemented,
    ]
    let words = kinds.compactMap { status -> String? in
      let number = exercise.tests.count { $0.status == status }
      return number == 0 ? nil : "\(number) \(status.words)"
    }
    return "◐ " + (words.isEmpty ? "partly" : words.joined(separator: ", "))
  }

  private var ignored: String {
    if student.ignored.isEmpty { return "" }
    let items = student.ignored.prefix(200).map {
      "<bdi><code>\(HTML.text($0.path, limit: 300))</code></bdi>: \(HTML.text($0.reason, limit: 300))"
    }
    let rest = student.ignored.count - items.count
    return "<section aria-labelledby=\"ignored\">\n<h2 id=\"ignored\">What was not taken</h2>\n"
      + "<p>Only the exercises' Swift files and written answers, and the files of labs, count. "
      + "This was in the hand-in as well:</p>\n"
      + HTML.list(items + (rest > 0 ? ["… and \(rest) more"] : [])) + "\n</section>"
  }

  private var footer: String {
    let limits = student.limits
    let seed =
      student.report.seed == 0
      ? "Numbers drawn from seed 0, the published one."
      : "Numbers drawn from a seed that your instructor keeps."
    let facts: [(String, String)] =
      [
        ("Kit", HTML.text(student.report.kit, limit: 200)),
        ("Toolchain", HTML.text(student.report.toolchain, limit: 200)),
        ("Seed", seed), ("Sandbox", HTML.text(student.sandbox, limit: 200)),
        (
          "Limits for each test",
          "\(count(limits.processorSeconds, "second")) of processor time, "
            + "\(points(limits.seconds)) seconds of waiting, \(size(limits.memory)) of memory, "
            + "\(size(limits.fileSize)) a file, \(size(limits.output)) of output kept"
        ),
      ]
      + (student.report.limits.map { [("Not enforced", HTML.text($0, limit: 400))] } ?? [])
      + (student.date.map { [("Handed in", Self.date($0))] } ?? [])
    return "<h2>How this was graded</h2>\n<dl>\n"
      + facts.map { "<dt>\($0)</dt><dd>\($1)</dd>" }.joined(separator: "\n") + "\n</dl>"
  }

  private func size(_ bytes: Int) -> String {
    bytes >= 1 << 20
      ? "\(bytes >> 20) MB" : bytes >= 1 << 10 ? "\(bytes >> 10) KB" : "\(bytes) bytes"
  }

  static func date(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day().dateSeparator(.dash)) + ", "
      + date.formatted(.iso8601.time(includingFractionalSeconds: false).timeSeparator(.colon))
      + " UTC"
  }
}
