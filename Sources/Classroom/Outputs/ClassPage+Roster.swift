import Grading

extension ClassPage {
  /// The sections of the class; empty where nobody has said any.
  var sections: String {
    let names = Set(reports.flatMap(\.sections)).sorted()
    if names.isEmpty { return "" }
    let rows = names.map { name -> [String] in
      // Whoever shares a hand-in with another section counts in both.
      let own = reports.filter { $0.sections.contains(name) }
      let shares = own.filter(\.hasGrade).compactMap(\.percentage)
      func percent(_ value: Double?) -> String {
        value.map { points($0, decimals: 1) + " %" } ?? "–"
      }
      return [
        HTML.name(name),
        "\(own.flatMap { $0.members ?? [] }.count { $0.section == name })",
        "\(own.count { $0.hasGrade })", "\(own.count { $0.standing == .missing })",
        percent(Statistics.mean(shares)), percent(Statistics.quantile(0.5, of: shares)),
      ]
    }
    return HTML.table(
      "By the roster",
      ["Section", "Members", "Hand-ins graded", "Nothing handed in", "Mean", "Median"], rows,
      numbers: [1, 2, 3, 4, 5])
  }
}
