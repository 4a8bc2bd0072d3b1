import Grading

extension ClassPage {
  /// The labs, over all who have handed in results of one; empty where nobody has.
  var labs: String {
    let handedIn = results.graded.filter { !$0.report.labs.isEmpty }
    guard let first = handedIn.first else { return "" }
    let rows = first.report.labs.map { lab -> [String] in
      let all = handedIn.flatMap(\.report.labs).filter { $0.id == lab.id }
      let started = all.filter { $0.status != .notStarted }
      func number(_ kind: LabReport.Check.Kind, _ status: LabReport.Check.Status) -> String {
        "\(started.count { $0.checks.contains { $0.kind == kind && $0.status == status } })"
      }
      let scale = first.scale(of: lab)
      let mean = Statistics.mean(started.map { Double($0.score) * scale })
      return [
        "\(lab.number) · \(HTML.text(lab.title))", "\(started.count)",
        (mean.map { points($0, decimals: 1) } ?? "–") + " / "
          + points(Double(lab.maxScore) * scale),
        "\(started.count { $0.status == .complete })", number(.done, .failed),
        number(.reached, .failed), number(.genuine, .failed),
        "\(started.count { $0.status == .notJudged })",
      ]
    }
    return HTML.table(
      "Of \(count(handedIn.count, "hand-in")) with results of a lab",
      [
        "Lab", "Handed in", "Mean points", "Complete", "Not done", "Not reached", "Not genuine",
        "Not checked",
      ], rows, numbers: [1, 2, 3, 4, 5, 6, 7])
  }

  /// The title of a lab by its key.
  func labTitle(_ key: String) -> String? {
    reports.lazy.flatMap(\.report.labs).first { $0.key == key }
      .map { "Lab \($0.number) · \($0.title)" }
  }
}
