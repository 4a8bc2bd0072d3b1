// Mistake: a NaN or an infinity would spoil everything after it: refuse it

public func grid(options: [Vector]) throws -> Matrix {
  guard !options.isEmpty else { throw InvalidInput("options must not be empty: it is []") }
  for (j, values) in options.enumerated() {
    guard values.count > 0 else {
      throw InvalidInput("options[\(j)] must not be empty: it is []")
    }
    if let value = values.first(where: { $0.isInfinite }) {
      throw InvalidInput("options[\(j)] must be finite, but it has \(value)")
    }
  }
  var rows: [[Double]] = [[]]
  for values in options {
    rows = rows.flatMap { row in values.elements.map { row + [$0] } }
  }
  return Matrix(rows)
}
