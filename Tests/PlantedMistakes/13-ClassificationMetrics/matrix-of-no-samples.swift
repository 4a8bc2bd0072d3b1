// Mistake: without a sample there is nothing to divide by: refuse it

private func check(_ confusion: Matrix) throws {
  let (rows, columns) = confusion.shape
  guard rows == columns, rows > 0 else {
    throw InvalidInput("confusion must be square, but it is \(rows) × \(columns)")
  }
  for entry in confusion.elements where (Int(exactly: entry) ?? -1) < 0 {
    throw InvalidInput("confusion must hold whole numbers from 0, but it has \(entry)")
  }
}
