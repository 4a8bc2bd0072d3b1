// Mistake: the grid has all combinations, not the options side by side

public func grid(options: [Vector]) throws -> Matrix {
  guard !options.isEmpty else { throw InvalidInput("options must not be empty: it is []") }
  let count = options.map(\.count).min() ?? 0
  return Matrix(rows: count, columns: options.count) { i, j in options[j][i] }
}
