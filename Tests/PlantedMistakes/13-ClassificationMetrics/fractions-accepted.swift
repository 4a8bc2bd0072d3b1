// Mistake: a confusion matrix holds counts, which are whole and not negative

private func check(_ confusion: Matrix) throws {
  let (rows, columns) = confusion.shape
  guard rows == columns, rows > 0 else {
    throw InvalidInput("confusion must be square, but it is \(rows) × \(columns)")
  }
  for entry in confusion.elements where !(entry >= 0 && entry.isFinite) {
    throw InvalidInput("confusion must hold whole numbers from 0, but it has \(entry)")
  }
  guard confusion.sum() != 0 else {
    throw InvalidInput("confusion must count a sample, but all its entries are 0")
  }
}
