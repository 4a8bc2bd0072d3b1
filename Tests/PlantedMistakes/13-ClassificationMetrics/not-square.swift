// Mistake: a confusion matrix has as many rows as columns: check it

private func check(_ confusion: Matrix) throws {
  for entry in confusion.elements where (Int(exactly: entry) ?? -1) < 0 {
    throw InvalidInput("confusion must hold whole numbers from 0, but it has \(entry)")
  }
  guard confusion.sum() != 0 else {
    throw InvalidInput("confusion must count a sample, but all its entries are 0")
  }
}
