extension Vector: CustomStringConvertible {
  /// The elements in brackets, with up to six significant digits.
  ///
  ///     [1.0, 2.5, -0.333333]
  ///
  /// Beyond sixteen elements, only the first and last three and the number of all are shown.
  ///
  ///     [0.0, 1.0, 2.0, …, 97.0, 98.0, 99.0] (100 elements)
  ///
  /// - Complexity: O(1): no more than 16 elements are shown.
  public var description: String {
    let shown = Excerpt(of: count)
    let text = "[" + shown.texts { shortText(storage[$0]) }.joined(separator: ", ") + "]"
    return shown.isElided ? text + " (\(count) elements)" : text
  }
}

extension Matrix: CustomStringConvertible {
  /// The rows one below the other, columns aligned, with up to six significant digits.
  ///
  ///     [[ 1.0,  2.5],
  ///      [-3.0, 10.0]]
  ///
  /// Beyond sixteen rows or columns, only the first and last three are shown, and the shape.
  ///
  /// - Complexity: O(1): no more than 16 rows and 16 columns are shown.
  public var description: String {
    let (shownRows, shownColumns) = (Excerpt(of: rows), Excerpt(of: columns))
    if count == 0 { return "[] (\(rows) × \(columns))" }
    let table = shownRows.indices.map { i in
      shownColumns.texts { j in shortText(storage[i * columns + j]) }
    }
    let lines = aligned(table).map { "[" + $0.joined(separator: ", ") + "]" }
    let text = "[" + shownRows.insertingEllipsis(into: lines).joined(separator: ",\n ") + "]"
    let isElided = shownRows.isElided || shownColumns.isElided
    return isElided ? text + " (\(rows) × \(columns))" : text
  }
}

/// Which of `count` entries are printed: all, or the first and last three.
private struct Excerpt {
  private static let longest = 16
  private static let atEitherEnd = 3

  let indices: [Int]
  let isElided: Bool

  init(of count: Int) {
    isElided = count > Self.longest
    indices =
      isElided
      ? Array(0..<Self.atEitherEnd) + Array(count - Self.atEitherEnd..<count)
      : Array(0..<count)
  }

  /// The shown entries' texts, with "…" for those left out.
  func texts(_ text: (Int) -> String) -> [String] {
    insertingEllipsis(into: indices.map(text))
  }

  func insertingEllipsis(into texts: [String]) -> [String] {
    guard isElided else { return texts }
    return texts.prefix(Self.atEitherEnd) + ["…"] + texts.suffix(Self.atEitherEnd)
  }
}

/// Pads every column of texts on the left to its longest one.
private func aligned(_ table: [[String]]) -> [[String]] {
  let widths = table.reduce(into: table[0].map { _ in 0 }) { widths, row in
    for (j, text) in row.enumerated() { widths[j] = max(widths[j], text.count) }
  }
  return table.map { row in
    zip(row, widths).map { text, width in
      String(repeating: " ", count: width - text.count) + text
    }
  }
}

/// A number with up to six significant digits: 1.0, 0.333333, 1.5e-09, nan, -inf.
private func shortText(_ x: Double) -> String {
  guard x.isFinite else { return "\(x)" }
  let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
    _ = withVaList([x]) { vsnprintf(buffer.baseAddress, buffer.count, "%.6g", $0) }
    return buffer.baseAddress.map { String(cString: $0) } ?? ""
  }
  return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
}
