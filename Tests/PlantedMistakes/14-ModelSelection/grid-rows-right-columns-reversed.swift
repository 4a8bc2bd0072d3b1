// Mistake: column j holds hyperparameter j

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
    rows = rows.flatMap { row in values.elements.map { row + [$0] } }
  }
  return Matrix(rows.map { Array($0.reversed()) })
}
