import Boundary
import Foundation
import Grading

extension StudentPage {
  /// All about one exercise.
  func section(_ exercise: ExerciseReport) -> String {
    let id = HTML.text(exercise.id)
    let share = exercise.maxScore > 0 ? Double(exercise.score) / Double(exercise.maxScore) : 0
    let weight = student.weight(of: exercise.id)
    let (score, most) = shownPoints(exercise)
    var parts = [
      "<section aria-labelledby=\"\(id)\">",
      "<h2 id=\"\(id)\">\(exercise.number) · \(HTML.text(exercise.title))</h2>",
      "<p><span class=\"points label\">\(score) of \(most) points</span> · "
        + state(exercise) + (weight == 1 ? "" : " · counts \(points(weight)) times") + "</p>",
      HTML.bar(share, "\(score) of \(most) points"),
    ]
    if let message = exercise.compilerMessage {
      parts.append("<p class=\"bad-text label\">✘ It does not compile:</p>")
      parts.append(HTML.block(message, as: .code))
    }
    parts += explained(exercise).map { test($0, in: exercise) }
    parts += [
      compact("to do", exercise, .notImplemented), uncompiled(exercise),
      compact("passed", exercise, .passed), questions(of: exercise.id), "</section>",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The tests that are neither passed nor merely to do. What the compiler said stands above already.
  private func explained(_ exercise: ExerciseReport) -> [TestReport] {
    exercise.tests.filter {
      $0.status != .passed && $0.status != .notImplemented
        && !($0.status == .didNotCompile && exercise.compilerMessage != nil)
    }
  }

  /// Points of a test as the course counts them.
  private func scaled(_ score: Int, _ exercise: ExerciseReport) -> String {
    points(Double(score) * student.scale(of: exercise))
  }

  private func test(_ test: TestReport, in exercise: ExerciseReport) -> String {
    var parts = [
      "<article class=\"test\">", "<h3 dir=\"auto\">\(HTML.text(test.name, limit: 500))</h3>",
      "<p class=\"verdict\">✘ \(test.status.words) · \(scaled(test.score, exercise)) of "
        + "\(scaled(test.maxScore, exercise)) \(test.maxScore == 1 ? "point" : "points")</p>",
    ]
    parts += test.messages.prefix(20).map { HTML.block($0, as: .wraps) }
    if test.messages.count > 20 {
      parts.append(
        "<p>… and \(count(test.messages.count - 20, "more message", plural: "more messages"))</p>")
    }
    if test.status == .lost, test.messages.isEmpty {
      parts.append("<p>The run ended before this test had a verdict.</p>")
    }
    parts += mistakes(test).map {
      "<p class=\"mistake\"><span class=\"label\">A usual mistake:</span> \(HTML.text($0, limit: 2000))</p>"
    }
    if let hint = test.hint {
      parts.append(
        "<p class=\"hint\"><span class=\"label\">Hint:</span> \(HTML.text(hint, limit: 2000))</p>")
    }
    if !test.output.isEmpty {
      parts.append("<p class=\"label\">Your code printed:</p>")
      parts.append(HTML.block(shortened(test.output, to: 4096, bytes: 4096), as: .code))
    }
    return (parts + ["</article>"]).joined(separator: "\n")
  }

  private func mistakes(_ test: TestReport) -> [String] {
    let all = (test.knownMistake.map { [$0] } ?? []) + test.mistakes
    return all.enumerated().filter { index, mistake in !all[..<index].contains(mistake) }
      .prefix(20).map(\.element)
  }

  private func compact(_ word: String, _ exercise: ExerciseReport, _ status: TestStatus)
    -> String
  {
    let tests = exercise.tests.filter { $0.status == status }
    if tests.isEmpty { return "" }
    let sign = status == .passed ? "✔" : "○"
    let items = tests.map { test in
      HTML.text(test.name, limit: 500)
        + " <span class=\"dim points\">\(scaled(test.maxScore, exercise)) p.</span>"
        + (test.output.isEmpty ? "" : printed(test))
    }
    return HTML.details(
      "\(sign) \(count(tests.count, "test")) \(word)", HTML.list(items, kind: "compact"))
  }

  private func printed(_ test: TestReport) -> String {
    HTML.details(
      "printed", HTML.block(shortened(test.output, to: 4096, bytes: 4096), as: .code))
  }

  private func uncompiled(_ exercise: ExerciseReport) -> String {
    let tests = exercise.tests.filter { $0.status == .didNotCompile }
    guard !tests.isEmpty, exercise.compilerMessage != nil else { return "" }
    return HTML.details(
      "✘ \(count(tests.count, "test")) could not run",
      HTML.list(tests.map { HTML.text($0.name, limit: 500) }, kind: "compact"))
  }

  /// The questions that belong to no exercise of the report.
  var unplacedQuestions: String {
    let placed =
      student.hasGrade
      ? Set(student.report.exercises.map(\.id) + student.report.labs.map(\.key)) : []
    let rest = Set(student.questions.map(\.exercise)).subtracting(placed).sorted()
    let parts = rest.map(questions).filter { !$0.isEmpty }
    if parts.isEmpty { return "" }
    return "<section aria-labelledby=\"written\">\n<h2 id=\"written\">Written answers</h2>\n"
      + parts.joined(separator: "\n") + "\n</section>"
  }

  func questions(of exercise: String) -> String {
    student.questions.filter { $0.exercise == exercise }.map(question).joined(separator: "\n")
  }

  private func question(_ question: WrittenQuestion) -> String {
    let state: String
    if let marks = question.marks {
      state = "\(points(marks)) of \(points(question.maxMarks)) marks"
    } else if question.answer.isEmpty {
      state = "no answer" + (question.counts ? ", 0 of \(points(question.maxMarks)) marks" : "")
    } else if question.counts {
      state = "no marks, 0 of \(points(question.maxMarks))"
    } else {
      state =
        "not marked yet" + (question.maxMarks > 0 ? ", \(points(question.maxMarks)) marks" : "")
    }
    let comment =
      question.comment.isEmpty
      ? ""
      : "\n<div class=\"hint\"><p class=\"label\">Comment:</p>"
        + HTML.block(question.comment, as: .prose) + "</div>"
    let heading =
      "<h3 id=\"\(HTML.text(Self.anchor(of: question, in: student)))\">Written question "
      + "\(HTML.name(question.heading)) <span class=\"dim\">· \(state)</span></h3>"
    if question.answer.isEmpty, comment.isEmpty { return heading }
    let answer =
      question.answer.isEmpty
      ? ""
      : HTML.details("Your answer", HTML.block(question.answer, as: .prose), isOpen: true)
    return heading + "\n" + answer + comment
  }
}
