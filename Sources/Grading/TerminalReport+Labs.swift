// The labs, below the exercises and with a total of their own.
extension TerminalReport {
  /// The table of labs; nothing where none has results.
  var labs: [String] {
    guard !report.labs.isEmpty else { return [] }
    return ["", style.bold("Labs")]
      + report.labs.flatMap { lab in
        row(
          lab.number, lab.title, lab.score, of: lab.maxScore, isComplete: lab.status == .complete,
          words(lab))
      } + [total("Total of the labs", report.labs.score, of: report.labs.maxScore)]
  }

  private func words(_ lab: LabReport) -> String {
    switch lab.status {
    case .complete: style.green(lab.words)
    case .notStarted: style.dim(lab.words)
    case .partial, .notJudged: lab.words
    }
  }

  /// What doesn't fit in a lab's results.
  func details(_ lab: LabReport) -> [String] {
    let checks = lab.checks.filter { !$0.messages.isEmpty }
    guard !checks.isEmpty else { return [] }
    return ["", style.bold("Lab \(lab.number) · \(lab.title)")]
      + checks.flatMap { check in
        marked("\(check.kind.rawValue): \(check.name)")
          + check.messages.prefix(10).flatMap { raw($0, by: 6) }
      }
  }
}
