import Foundation
import Grading
import Texts

extension Comparison {
  private static func mean(_ mean: Double?, _ most: Double?) -> String {
    guard let mean, let most else { return "–" }
    return "\(points(mean)) of \(points(most))"
  }

  /// The change in per cent of what can be had, which may have changed too.
  private static func change(_ line: Line) -> String {
    guard let before = line.meanBefore, let after = line.meanAfter, let most = line.mostBefore,
      let now = line.mostAfter, most > 0, now > 0
    else { return "" }
    let change = 100 * (after / now - before / most)
    return (change >= 0.05 ? "+" : "") + points(change, decimals: 1) + " %"
  }

  private static func cells(_ line: Line) -> [String] {
    [
      mean(line.meanBefore, line.mostBefore), mean(line.meanAfter, line.mostAfter), change(line),
      "\(line.before)", "\(line.after)",
    ]
  }

  private var lines: [Line] { [total] + exercises + questions }

  /// Who came, went and stayed, in sentences.
  private var crowd: [String] {
    func list(_ names: [String], _ what: String) -> [String] {
      if names.isEmpty { return [] }
      let some = names.prefix(20).map { shown($0) }.joined(separator: ", ")
      return [
        "\(what) (\(names.count)): \(some)\(names.count > 20 ? " and \(names.count - 20) more" : "")"
      ]
    }
    return list(onlyBefore, "Only before") + list(onlyAfter, "Only after")
      + ["\(count(still, "student has", plural: "students have")) the same points as before."]
  }

  /// The comparison for a terminal.
  public var text: String {
    let rows =
      [["", "before", "after", "change", "grades before", "after"]]
      + lines.map { [shown($0.title, limit: 60)] + Self.cells($0) }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blanks : blanks + cell
      }.joined(separator: "  ")
    }
    let moves = moves.prefix(30).map { move in
      "  \(shown(move.student)): \(points(move.before)) → \(points(move.after))"
        + (move.parts.isEmpty ? "" : " (\(shown(move.parts.joined(separator: "; "), limit: 300)))")
    }
    let rest = self.moves.count > 30 ? ["  … and \(self.moves.count - 30) more"] : []
    return
      (table + [""]
      + (moves.isEmpty
        ? [] : ["\(count(self.moves.count, "student")) moved, the largest change first:"])
      + moves + rest + crowd).joined(separator: "\n") + "\n"
  }

  /// The comparison as a section of the class's page.
  var section: String {
    let rows = lines.map { [HTML.text($0.title, limit: 300)] + Self.cells($0) }
    let table = HTML.table(
      "Means of all who have a grade, in points as they count",
      ["", "Before", "After", "Change", "Grades before", "Grades after"], rows,
      numbers: [1, 2, 3, 4, 5])
    let moved = moves.prefix(300).map { move in
      [
        HTML.name(move.student), points(move.before), points(move.after),
        HTML.text(move.parts.joined(separator: "; "), limit: 500),
      ]
    }
    let list =
      moved.isEmpty
      ? ""
      : HTML.table(
        "\(count(moves.count, "student")) moved, the largest change first",
        ["Student", "Before", "After", "What"], moved, numbers: [1, 2])
    let who = HTML.list(crowd.map { HTML.text($0, limit: 2000) })
    return table + "\n"
      + (moved.count > 15 ? HTML.details(count(moves.count, "student") + " moved", list) : list)
      + who
  }
}
