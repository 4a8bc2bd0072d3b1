import Grading

extension StandOuts {
  /// Results of labs that don't fit the code they came with, or that two have handed in.
  static func labs(_ reports: [StudentReport]) -> [Event] {
    let foreign = reports.flatMap { report in
      report.report.labs.flatMap { lab in
        lab.checks.filter { $0.kind == .genuine && $0.status == .failed }.map { check in
          (name: report.student, what: "lab \(lab.number): \(check.messages.first ?? "")")
        }
      }
    }
    // Results tell how long each run took: nobody has the same twice.
    var owners: [String: [(name: String, number: Int)]] = [:]
    for report in reports {
      for lab in report.report.labs {
        guard let results = lab.results else { continue }
        owners[results, default: []].append((report.student, lab.number))
      }
    }
    let copies = owners.values.filter { $0.count > 1 }
      .flatMap { group in
        group.map { owner in
          let others = group.map(\.name).filter { $0 != owner.name }.joined(separator: ", ")
          return (name: owner.name, what: "lab \(owner.number): the same file as \(others)")
        }
      }
    return [
      Event(title: "Results of labs that don’t fit the code", students: foreign),
      Event(
        title: "The same results of a lab, to the last byte",
        students: copies.sorted { ($0.name, $0.what) < ($1.name, $1.what) }),
    ]
  }
}
