// Mistake: the last hyperparameter changes fastest, as in the innermost loop

public func grid(options: [Vector]) throws -> Matrix {
  guard !options.isEmpty else { throw InvalidInput("options must not be empty: it is []") }
  for (j, values) in options.enumerated() {
    guard values.count > 0 else {
      throw InvalidInput("options[\(j)] must not be empty: it is []")
    }
    if let value = values.first(where: { !$0.isFinite }) {
      throw InvalidInput("options[\(j)] must be finite, but it has \(value)")
    }
  }
  var rows: [[Double]] = [[]]
  for values in options {
    rows = values.elements.flatMap { value in rows.map { $0 + [value] } }
  }
  return Matrix(rows)
}
