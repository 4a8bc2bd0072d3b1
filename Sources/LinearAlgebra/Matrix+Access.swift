extension Matrix {
  // MARK: Elements

  /// The element in row `row` and column `column`, both from zero.
  ///
  /// Stops if there is no such row or column.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get {
      requireIndex("subscript", .row, row, below: rows, of: shapeText)
      requireIndex("subscript", .column, column, below: columns, of: shapeText)
      return storage[row &* columns &+ column]
    }
    set {
      requireIndex("subscript", .row, row, below: rows, of: shapeText)
      requireIndex("subscript", .column, column, below: columns, of: shapeText)
      storage[row &* columns &+ column] = newValue
    }
  }

  /// Calls `body` with the memory of the elements, row after row, valid during the call only.
  ///
  /// - Complexity: O(1) beside what `body` takes.
  @inlinable
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the memory of the elements for changing them, valid during the call only.
  ///
  /// - Complexity: O(1) beside what `body` takes; O(count) where a copy has the same memory.
  @inlinable
  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (inout UnsafeMutableBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeMutableBufferPointer(body)
  }

  // MARK: Rows and columns

  /// A copy of row `index`, a vector of `columns` elements.
  ///
  /// Stops if there is no such row.
  ///
  /// - Complexity: O(columns).
  public func row(_ index: Int) -> Vector {
    requireIndex("row", .row, index, below: rows, of: shapeText)
    return Vector(storage: Array(storage[rowRange(index)]))
  }

  /// A copy of column `index`, a vector of `rows` elements.
  ///
  /// Stops if there is no such column.
  ///
  /// - Complexity: O(rows).
  public func column(_ index: Int) -> Vector {
    requireIndex("column", .column, index, below: columns, of: shapeText)
    return Vector(storage: (0..<rows).map { storage[$0 * columns + index] })
  }

  /// Replaces row `index`.
  ///
  /// Stops if there is no such row, or unless `row` has `columns` elements.
  ///
  /// - Complexity: O(columns).
  public mutating func setRow(_ index: Int, to row: Vector) {
    requireIndex("setRow", .row, index, below: rows, of: shapeText)
    require(
      row.count == columns, "setRow: \(row.shapeText) doesn't fit a row of \(shapeText)")
    storage.replaceSubrange(rowRange(index), with: row.storage)
  }

  /// Replaces column `index`.
  ///
  /// Stops if there is no such column, or unless `column` has `rows` elements.
  ///
  /// - Complexity: O(rows).
  public mutating func setColumn(_ index: Int, to column: Vector) {
    requireIndex("setColumn", .column, index, below: columns, of: shapeText)
    require(
      column.count == rows, "setColumn: \(column.shapeText) doesn't fit a column of \(shapeText)")
    for i in 0..<rows { storage[i * columns + index] = column.storage[i] }
  }

  /// Several neighbouring rows as a matrix of their own; also takes `2...`, `..<5` and `1...3`.
  ///
  ///     var a: Matrix = [[1, 2], [3, 4], [5, 6]]
  ///     a[rows: 1..<3]                // [[3.0, 4.0], [5.0, 6.0]]
  ///     a[rows: ..<1] = [[8, 9]]      // a is now [[8.0, 9.0], [3.0, 4.0], [5.0, 6.0]]
  ///
  /// Stops if the range reaches outside the matrix, or if an assigned matrix has another shape.
  ///
  /// - Complexity: O(n) for the n elements of the part.
  public subscript(rows bounds: some RangeExpression<Int>) -> Matrix {
    get {
      let range = resolve("subscript", .row, bounds, among: rows, of: shapeText)
      let part = Array(storage[elements(of: range)])
      return Matrix(rows: range.count, columns: columns, storage: part)
    }
    set {
      let range = resolve("subscript", .row, bounds, among: rows, of: shapeText)
      require(
        newValue.shape == (range.count, columns),
        "subscript: \(newValue.shapeText) doesn't fit rows \(range) of \(shapeText)")
      storage.replaceSubrange(elements(of: range), with: newValue.storage)
    }
  }

  private func elements(of rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * columns..<rows.upperBound * columns
  }

  /// The rows at the given positions, in their order; a position may occur more than once.
  ///
  ///     Matrix([[1, 2], [3, 4], [5, 6]]).gather(rows: [2, 0])    // [[5.0, 6.0], [1.0, 2.0]]
  ///
  /// Stops if there is no such row.
  ///
  /// - Complexity: O(n) for the n elements of the result.
  public func gather(rows indices: [Int]) -> Matrix {
    for index in indices { requireIndex("gather", .row, index, below: rows, of: shapeText) }
    let gathered = storage.withUnsafeBufferPointer { x in
      Kernels.make(indices.count * columns) {
        Kernels.gather(indices, of: x, columns: columns, into: $0)
      }
    }
    return Matrix(rows: indices.count, columns: columns, storage: gathered)
  }

  private func rowRange(_ index: Int) -> Range<Int> {
    index * columns..<(index + 1) * columns
  }

  /// The elements on the main diagonal, as many as the shorter side has.
  ///
  ///     Matrix([[1, 2, 3], [4, 5, 6]]).diagonal    // [1.0, 5.0]
  ///
  /// - Complexity: O(n) for the n elements of the diagonal.
  public var diagonal: Vector {
    Vector(storage: (0..<Swift.min(rows, columns)).map { storage[$0 * (columns + 1)] })
  }

  // MARK: Other shapes

  /// The matrix with one more column on the right, such as ones for a bias.
  ///
  ///     Matrix([[1, 2], [3, 4]]).appendingColumn([8, 9])    // [[1.0, 2.0, 8.0], [3.0, 4.0, 9.0]]
  ///
  /// Stops unless `column` has `rows` elements.
  ///
  /// - Complexity: O(count).
  public func appendingColumn(_ column: Vector) -> Matrix {
    require(
      column.count == rows,
      "appendingColumn: \(column.shapeText) doesn't fit a column of \(shapeText)")
    var extended: [Double] = []
    extended.reserveCapacity(rows * (columns + 1))
    for i in 0..<rows {
      extended += storage[rowRange(i)]
      extended.append(column.storage[i])
    }
    return Matrix(rows: rows, columns: columns + 1, storage: extended)
  }

  /// The transpose Aᵀ, whose rows are the columns of this matrix.
  ///
  /// A product doesn't need it: `matmul(a, b, transposeA: true)` is AᵀB without the copy.
  ///
  /// - Complexity: O(count).
  public func transposed() -> Matrix {
    let storage = storage.withUnsafeBufferPointer {
      Kernels.transpose($0, rows: rows, columns: columns)
    }
    return Matrix(rows: columns, columns: rows, storage: storage)
  }

  /// The same elements, row after row, in another shape.
  ///
  /// Stops if `rows * columns` isn't `count`.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  public func reshaped(rows: Int, columns: Int) -> Matrix {
    require(
      elementCount(rows: rows, columns: columns) == count,
      "reshaped: \(shapeText) doesn't fill a matrix of \(rows) × \(columns)")
    return Matrix(rows: rows, columns: columns, storage: storage)
  }

  /// All elements, row after row, as one vector.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  public func flattened() -> Vector { Vector(storage: storage) }

  /// The matrix of `body(x)` for every element x.
  ///
  ///     Matrix([[1, 2], [3, 4]]).map { $0 * $0 }    // [[1.0, 4.0], [9.0, 16.0]]
  ///
  /// - Complexity: O(count) calls of `body`.
  @inlinable
  public func map(_ body: (Double) throws -> Double) rethrows -> Matrix {
    Matrix(rows: rows, columns: columns, storage: try storage.map(body))
  }
}
