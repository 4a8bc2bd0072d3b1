// Mistake: NaN and infinity get past the check of the entries

private func check(_ matrix: Matrix, _ name: String, rows: Int, columns: Int) throws {
  guard matrix.rows == rows, matrix.columns == columns else {
    throw InvalidInput(
      "\(name) must be \(rows) × \(columns), but it is \(matrix.rows) × \(matrix.columns)")
  }
}
