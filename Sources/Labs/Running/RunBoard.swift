/// A table that fills itself while a lab is under way: one number of each of many runs.
public struct RunBoard: Sendable {
  /// Runs that stand beside each other.
  public struct Row: Sendable {
    let title: String
    /// The names of the runs, one for each column.
    let runs: [String]
  }

  /// What it shows.
  let title: String
  /// The names of the columns, such as "16 units".
  let columns: [String]
  let rows: [Row]
  /// The name of the number, a share such as an accuracy.
  let number: String

  /// Whether a run stands in the table.
  public func has(_ run: String) -> Bool { rows.contains { $0.runs.contains(run) } }

  /// What is shown of a run's numbers.
  public func value(_ numbers: [String: Double]) -> Double? { numbers[number] }

  /// The table as lines of text, the best of each column marked: whole if there is room for it, else a
  /// line for each column.
  ///
  /// - Parameters:
  ///   - values: What runs have reached, by their names.
  ///   - running: The names of those that go on now.
  public func lines(
    _ values: [String: Double], running: Set<String>, width: Int, height: Int
  ) -> [String] {
    let whole = wholeLines(values, running)
    let fits = whole.count <= height && whole.allSatisfy { $0.count < width }
    return fits ? whole : columns.indices.map { line(ofColumn: $0, values, width) }
  }

  private func best(ofColumn column: Int, _ values: [String: Double]) -> Row? {
    let reached = rows.filter { values[$0.runs[column]] != nil }
    guard let most = reached.compactMap({ values[$0.runs[column]] }).max() else { return nil }
    return reached.first { values[$0.runs[column]] == most }
  }

  private func wholeLines(_ values: [String: Double], _ running: Set<String>) -> [String] {
    let titleWidth = rows.map(\.title.count).max() ?? 0
    let best = columns.indices.map { self.best(ofColumn: $0, values)?.runs[$0] }
    func line(_ title: String, _ cells: [String]) -> String {
      title + String(repeating: " ", count: titleWidth - title.count)
        + cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
    }
    return [title, line("", columns)]
      + rows.map { row in
        line(
          row.title,
          zip(row.runs, best).map { run, best in
            guard let value = values[run] else { return running.contains(run) ? "…" : "·" }
            return (run == best ? "★ " : "") + percent(value)
          })
      }
  }

  private func line(ofColumn column: Int, _ values: [String: Double], _ width: Int) -> String {
    let done = rows.count { values[$0.runs[column]] != nil }
    let best = best(ofColumn: column, values).flatMap { row in
      values[row.runs[column]].map { ", ★ \(percent($0)) (\(row.title))" }
    }
    let line = "\(columns[column]): \(done) of \(rows.count)\(best ?? "")"
    return String(line.prefix(max(0, width - 1)))
  }
}
