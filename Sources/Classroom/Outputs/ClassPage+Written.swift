import Curriculum
import Grading
import Labs

extension ClassPage {
  /// One question, over the whole class.
  private struct Question {
    let exercise: String
    let heading: String
    let first: WrittenQuestion
    var answers: [(student: StudentReport, question: WrittenQuestion)] = []
  }

  var written: String {
    let questions = questions
    if questions.isEmpty { return "" }
    let waiting = questions.flatMap(\.answers).count { awaits($0.question) }
    let summary =
      waiting == 0
      ? "<p class=\"good\">✔ All answers have marks.</p>"
      : "<p><strong>\(count(waiting, "answer")) \(waiting == 1 ? "awaits" : "await") marks.</strong> "
        + "Mark them on <a href=\"./marking.html\">the page for marking</a>, or enter marks in "
        + "<code>marks.csv</code>, and have them read in; totals are complete then.</p>"
    return ([summary] + questions.map(section)).joined(separator: "\n")
  }

  private func awaits(_ question: WrittenQuestion) -> Bool {
    question.marks == nil && !question.answer.isEmpty
  }

  /// In the order in which the students have them.
  private var questions: [Question] {
    struct Key: Hashable {
      let exercise: String
      let heading: String
    }
    var places: [Key: Int] = [:]
    var result: [Question] = []
    for student in reports {
      for question in student.questions {
        let key = Key(exercise: question.exercise, heading: question.heading)
        let place = places[key] ?? result.count
        if places.updateValue(place, forKey: key) == nil {
          result.append(
            Question(exercise: question.exercise, heading: question.heading, first: question))
        }
        result[place].answers.append((student, question))
      }
    }
    return result
  }

  private func section(_ question: Question) -> String {
    let waiting = question.answers.filter { awaits($0.question) }
    let blank = question.answers.count { $0.question.answer.isEmpty }
    let marks = question.answers.compactMap(\.question.marks)
    let title =
      results.exercises.first { $0.id == question.exercise }?.title ?? labTitle(question.exercise)
      ?? question.exercise
    var state = ["\(waiting.count) waiting", "\(marks.count) marked", "\(blank) blank"]
    if let mean = Statistics.mean(marks) { state.append("mean \(points(mean))") }
    let available =
      question.first.maxMarks > 0 ? " (\(points(question.first.maxMarks)) marks)" : ""
    let guide = guides[question.exercise]?.first { $0.heading == question.heading }
    return "<h3>\(HTML.text(title)): \(HTML.name(question.heading))\(available)</h3>\n"
      + "<p class=\"dim\">\(state.joined(separator: " · "))</p>\n"
      + (guide.map { HTML.details("Marking guide", guideText($0, of: question.exercise)) }
        ?? "<p class=\"dim\">There is no marking guide for it.</p>")
      + links(waiting)
  }

  /// A marking guide with its formulas, and where it was read if some of it can't be shown.
  private func guideText(_ guide: WrittenAnswers.Guide, of exercise: String) -> String {
    let sheet = Exercise.all.first { $0.id == exercise }.map { "\($0.folder)/Answers.md" }
    let report = allLabs.first { LabReport.key($0.title.id) == exercise }
      .map { "\($0.title.folder)/\(LabFiles.report)" }
    let file = (sheet ?? report).map { "Solutions/\($0)" } ?? exercise
    return HTML.guide(guide.text, file: file, line: guide.line)
  }

  /// A page of a thousand students can't show every answer: the links lead to them.
  private func links(_ waiting: [(student: StudentReport, question: WrittenQuestion)]) -> String {
    if waiting.isEmpty { return "" }
    let limit = 200
    let items = waiting.prefix(limit).map {
      link($0.student, anchor: StudentPage.anchor(of: $0.question, in: $0.student))
    }
    let rest = waiting.count - items.count
    return "\n"
      + HTML.details(
        "\(count(waiting.count, "answer")) to mark",
        "<p>" + items.joined(separator: ", ")
          + (rest > 0 ? " and \(rest) more, all in <code>marks.csv</code>" : "") + "</p>")
  }
}
