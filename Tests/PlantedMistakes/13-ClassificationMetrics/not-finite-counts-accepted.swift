// Mistake: NaN and infinity are no counts: a check like x < 0 is false for NaN and lets it through

private func check(_ confusion: Matrix) throws {
  let (rows, columns) = confusion.shape
  guard rows == columns, rows > 0 else {
    throw InvalidInput("confusion must be square, but it is \(rows) × \(columns)")
  }
  for entry in confusion.elements where entry < 0 || entry != entry.rounded() && !entry.isNaN {
    throw InvalidInput("confusion must hold whole numbers from 0, but it has \(entry)")
  }
  guard confusion.sum() != 0 else {
    throw InvalidInput("confusion must count a sample, but all its entries are 0")
  }
}

public func support(confusion: Matrix) throws -> [Int] {
  try check(confusion)
  return confusion.rowSums().map { Int(exactly: $0) ?? 0 }
}
