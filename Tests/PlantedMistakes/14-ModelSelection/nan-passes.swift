// Mistake: a NaN or an infinity would spoil everything after it: refuse it

private func check(_ matrix: Matrix, _ name: String) throws {
  guard matrix.rows > 0, matrix.columns > 0 else {
    throw InvalidInput(
      "\(name) must have rows and columns, but it is \(matrix.rows) × \(matrix.columns)")
  }
  if let entry = matrix.elements.first(where: { $0.isInfinite }) {
    throw InvalidInput("\(name) must be finite, but it has \(entry)")
  }
}
