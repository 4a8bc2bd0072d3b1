import Grading

extension StudentPage {
  /// All about the labs; empty where none has results.
  var labs: String {
    guard student.hasGrade, !student.report.labs.isEmpty else { return "" }
    return "<section aria-labelledby=\"labs\">\n<h2 id=\"labs\">Labs</h2>\n"
      + "<p>Their points are no part of those of the exercises. <b>Done</b>: all runs are there. "
      + "<b>Reached</b>: the weights that you handed in reach what the assignment wants, on the grader’s "
      + "own data. <b>Genuine</b>: some runs were begun again with your code and went the same way; "
      + "without that a lab has no points.</p>\n"
      + student.report.labs.map(section).joined(separator: "\n") + "\n</section>"
  }

  private func section(_ lab: LabReport) -> String {
    let scale = student.scale(of: lab)
    func scaled(_ score: Int) -> String { points(Double(score) * scale) }
    let heading =
      "<h3 id=\"\(HTML.text(lab.key))\">\(lab.number) · \(HTML.text(lab.title)) "
      + "<span class=\"dim\">· \(scaled(lab.score)) of \(scaled(lab.maxScore)) points · \(HTML.text(lab.words))</span></h3>"
    let items = lab.status == .notStarted ? [] : lab.checks.map { item($0, scaled) }
    return ([heading, items.isEmpty ? "" : HTML.list(items), questions(of: lab.key)])
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func item(_ check: LabReport.Check, _ scaled: (Int) -> String) -> String {
    let sign =
      switch check.status {
      case .passed: "✔"
      case .failed: "✘"
      case .open: "○"
      }
    let points =
      check.maxScore > 0 ? " · \(scaled(check.score)) of \(scaled(check.maxScore)) points" : ""
    return "\(sign) <b>\(check.kind.rawValue)</b>: \(HTML.text(check.name, limit: 300))\(points)"
      + check.messages.prefix(10).map { HTML.block($0, as: .wraps) }.joined()
  }
}
