// The patterns that say where an answer is wrong: an entry, the diagonal, rows or columns.

extension Comparison {
  /// Right except for one entry, the diagonal, one row or one column.
  func onlyOnePartWrong(_ quantities: NamedQuantities) -> Diagnosis? {
    // Of a sample, it can't be said that only one entry is wrong.
    guard layout != .scalar, known.count > 1, known.count == layout.count else { return nil }
    if wrong.count == 1 {
      return Diagnosis("is wrong in entry \(layout.index(wrong[0])) only", isMistake: false)
    }
    guard layout.isMatrix, layout.rows > 1, layout.columns > 1 else { return nil }
    if let diagonal = diagonalOnly { return diagonal }
    for lines in [rows, columns] {
      let bad = lines.wrong
      guard bad.count == 1, let line = bad.first else { continue }
      let last = line == lines.members.count - 1 ? " (the last one)" : ""
      let cause = condition(of: lines.members[line], quantities)
      return Diagnosis(
        "is wrong in \(lines.name) \(line) only\(last)\(cause.text)", isMistake: cause.isMistake)
    }
    return nil
  }

  private var diagonalOnly: Diagnosis? {
    let isOn = { (entry: Int) in entry / layout.columns == entry % layout.columns }
    if wrong.allSatisfy(isOn) {
      return Diagnosis("is wrong on the diagonal only", isMistake: false)
    }
    guard wrong.allSatisfy({ !isOn($0) }) else { return nil }
    let others = known.filter { !isOn($0) }
    guard others.allSatisfy({ yours[$0] == 0 }) else { return nil }
    return Diagnosis("is right on the diagonal, but 0 everywhere else")
  }

  /// How one part of the answer is wrong, to be read after "is wrong in row 2 only".
  private func condition(
    of entries: [Int], _ quantities: NamedQuantities
  ) -> (text: String, isMistake: Bool) {
    if entries.allSatisfy({ yours[$0] == 0 }) { return (": it is 0", false) }
    // Just outside the tolerance everything is "1 × the right one".
    guard let factor = factor(to: right, among: entries, quantities.constants),
      abs(factor.value - 1) > 1e-6
    else { return ("", false) }
    return (": it \(factor.predicate)", factor.isNamed)
  }

  /// Every row, or every column, is right up to a factor of its own.
  var scaledOneByOne: Diagnosis? {
    guard layout.isMatrix, known.count == layout.count else { return nil }
    for lines in [rows, columns] {
      let telling = lines.members.filter { entries in
        entries.contains { right[$0].magnitude > 10 * slack[$0] }
      }
      let factors = telling.compactMap { factor(to: right, among: $0) }
      guard factors.count >= 2, factors.count == telling.count else { continue }
      let parts = list(factors.map { numberText($0.value, digits: 4) }, atMost: 6)
      return Diagnosis(
        "is right up to one factor for each \(lines.name): \(parts) × the right one",
        isMistake: false)
    }
    return nil
  }

  /// One row or column alone is right, or everything up to some point.
  var partlyRight: Diagnosis? {
    guard known.count == layout.count else { return nil }
    guard layout.isMatrix else { return rightUpToSomewhere(in: entries) }
    for lines in [rows, columns] where lines.wrong.count == lines.members.count - 1 {
      guard lines.members.count > 2, isThroughout(lines),
        let good = lines.members.indices.first(where: { !lines.wrong.contains($0) })
      else { continue }
      return Diagnosis("is right in \(lines.name) \(good) only", isMistake: false)
    }
    return rightUpToSomewhere(in: rows) ?? rightUpToSomewhere(in: columns)
  }

  private func rightUpToSomewhere(in lines: Lines) -> Diagnosis? {
    let good = lines.members.count - lines.wrong.count
    guard good > 0, lines.wrong.count > 1, lines.wrong == Array(good..<lines.members.count),
      isThroughout(lines)
    else { return nil }
    return Diagnosis(
      "is right up to \(lines.name) \(good - 1) and wrong from \(lines.name) \(good) on",
      isMistake: false)
  }

  /// Whether the wrong lines are wrong in each of their entries.
  private func isThroughout(_ lines: Lines) -> Bool {
    wrong.count == lines.wrong.reduce(0) { $0 + lines.members[$1].count }
  }

  /// The rows or the columns of an answer, as lists of entries, and which of them are wrong.
  struct Lines {
    let name: String
    let members: [[Int]]
    let wrong: [Int]
  }

  private func lines(_ name: String, _ members: [[Int]]) -> Lines {
    let bad = Set(wrong)
    let wrongLines = members.indices.filter { members[$0].contains(where: bad.contains) }
    return Lines(name: name, members: members, wrong: wrongLines)
  }

  private var entries: Lines { lines("entry", yours.indices.map { [$0] }) }

  private var rows: Lines {
    lines(
      "row",
      (0..<layout.rows).map { row in (0..<layout.columns).map { row * layout.columns + $0 } })
  }

  private var columns: Lines {
    lines(
      "column",
      (0..<layout.columns).map { column in (0..<layout.rows).map { $0 * layout.columns + column } })
  }
}
