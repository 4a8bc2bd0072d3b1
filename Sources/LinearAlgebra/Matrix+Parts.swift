extension Matrix {
  /// Several neighbouring columns as a matrix of their own; also takes `2...`, `..<5` and `1...3`.
  ///
  ///     var a: Matrix = [[1, 2, 3], [4, 5, 6]]
  ///     a[columns: 1...]                 // [[2.0, 3.0], [5.0, 6.0]]
  ///     a[columns: ..<1] = [[8], [9]]    // a is now [[8.0, 2.0, 3.0], [9.0, 5.0, 6.0]]
  ///
  /// Stops if the range reaches outside the matrix, or if an assigned matrix has another shape.
  ///
  /// - Complexity: O(n) for the n elements of the part.
  public subscript(columns bounds: some RangeExpression<Int>) -> Matrix {
    get { self[rows: 0..<rows, columns: bounds] }
    set { self[rows: 0..<rows, columns: bounds] = newValue }
  }

  /// The elements that some rows share with some columns, as a matrix of their own.
  ///
  ///     Matrix([[1, 2, 3], [4, 5, 6]])[rows: 1..., columns: ..<2]    // [[4.0, 5.0]]
  ///
  /// Stops if a range reaches outside the matrix, or if an assigned matrix has another shape.
  ///
  /// - Complexity: O(n) for the n elements of the part.
  public subscript(
    rows rowBounds: some RangeExpression<Int>, columns columnBounds: some RangeExpression<Int>
  ) -> Matrix {
    get {
      let rowRange = resolve("subscript", .row, rowBounds, among: rows, of: shapeText)
      let range = resolve("subscript", .column, columnBounds, among: columns, of: shapeText)
      var part: [Double] = []
      part.reserveCapacity(rowRange.count * range.count)
      for i in rowRange {
        part += storage[i * columns + range.lowerBound..<i * columns + range.upperBound]
      }
      return Matrix(rows: rowRange.count, columns: range.count, storage: part)
    }
    set {
      let rowRange = resolve("subscript", .row, rowBounds, among: rows, of: shapeText)
      let range = resolve("subscript", .column, columnBounds, among: columns, of: shapeText)
      require(
        newValue.shape == (rowRange.count, range.count),
        "subscript: \(newValue.shapeText) doesn't fit rows \(rowRange) and columns \(range) of "
          + shapeText)
      for (i, row) in rowRange.enumerated() {
        for (j, column) in range.enumerated() {
          storage[row * columns + column] = newValue.storage[i * range.count + j]
        }
      }
    }
  }

  /// The columns at the given positions, in their order; a position may occur more than once.
  ///
  ///     Matrix([[1, 2, 3], [4, 5, 6]]).gather(columns: [2, 0])    // [[3.0, 1.0], [6.0, 4.0]]
  ///
  /// Stops if there is no such column.
  ///
  /// - Returns: `rows` rows, and a column for each position.
  /// - Complexity: O(n) for the n elements of the result.
  public func gather(columns indices: [Int]) -> Matrix {
    for index in indices { requireIndex("gather", .column, index, below: columns, of: shapeText) }
    return Matrix(rows: rows, columns: indices.count) { i, j in storage[i * columns + indices[j]] }
  }

  /// One element of each row: that of row i stands in column `indices[i]`.
  ///
  ///     Matrix([[1, 2, 3], [4, 5, 6]]).elements(inColumns: [2, 0])    // [3.0, 4.0]
  ///
  /// Stops unless there are `rows` positions, and if there is no such column.
  ///
  /// - Returns: A vector of `rows` elements.
  /// - Complexity: O(rows).
  public func elements(inColumns indices: [Int]) -> Vector {
    require(
      indices.count == rows,
      "elements: \(indices.count) positions for the rows of \(shapeText)")
    for index in indices { requireIndex("elements", .column, index, below: columns, of: shapeText) }
    return Vector(storage: (0..<rows).map { storage[$0 * columns + indices[$0]] })
  }
}
