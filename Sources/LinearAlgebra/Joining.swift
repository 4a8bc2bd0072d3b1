extension Vector {
  // MARK: Longer vectors

  /// The elements of this vector, followed by those of another one.
  ///
  ///     Vector([1, 2]).appending([3])    // [1.0, 2.0, 3.0]
  ///
  /// - Returns: A vector of the sum of both lengths.
  /// - Complexity: O(n) for all n elements. In a loop, `v.elements.append(x)` is faster.
  public func appending(_ other: Vector) -> Vector { Vector(storage: storage + other.storage) }

  /// Creates a vector of whole numbers, such as `Vector(0..<5)` or `Vector(labels)`.
  ///
  ///     Vector(0..<5)    // [0.0, 1.0, 2.0, 3.0, 4.0]
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public init(_ numbers: some Sequence<Int>) { self.init(storage: numbers.map(Double.init)) }

  /// A vector of zeros, as long as another one.
  ///
  /// - Complexity: O(count).
  public static func zeros(like other: Vector) -> Vector { zeros(other.count) }

  /// A vector of ones, as long as another one.
  ///
  /// - Complexity: O(count).
  public static func ones(like other: Vector) -> Vector { ones(other.count) }
}

extension Matrix {
  // MARK: Rows and columns put together

  /// Creates a matrix from vectors, one per column; no columns give 0 × 0.
  ///
  ///     Matrix(columns: [[1, 2], [3, 4]])    // [[1.0, 3.0], [2.0, 4.0]]
  ///
  /// Stops if the columns differ in length.
  ///
  /// - Complexity: O(count).
  public init(columns: [Vector]) {
    let rows = columns.first?.count ?? 0
    for (j, column) in columns.enumerated() {
      require(
        column.count == rows,
        "Matrix: the columns differ in length, column 0 has \(rows) and column \(j) has "
          + "\(column.count)")
    }
    self.init(rows: rows, columns: columns.count) { i, j in columns[j].storage[i] }
  }

  /// A matrix of zeros in the shape of another one.
  ///
  /// - Complexity: O(count).
  public static func zeros(like other: Matrix) -> Matrix { zeros(other.rows, other.columns) }

  /// A matrix of ones in the shape of another one.
  ///
  /// - Complexity: O(count).
  public static func ones(like other: Matrix) -> Matrix { ones(other.rows, other.columns) }

  /// All rows from the first to the last, each a vector of `columns` elements.
  ///
  ///     for row in a.rowVectors { print(row.sum()) }
  ///
  /// - Complexity: O(count): they are copies.
  public var rowVectors: [Vector] { (0..<rows).map(row) }

  /// All columns from the first to the last, each a vector of `rows` elements.
  ///
  /// - Complexity: O(count): they are copies.
  public var columnVectors: [Vector] { (0..<columns).map(column) }

  /// The matrix with one more row below.
  ///
  ///     Matrix([[1, 2]]).appendingRow([3, 4])    // [[1.0, 2.0], [3.0, 4.0]]
  ///
  /// Stops unless `row` has `columns` elements.
  ///
  /// - Complexity: O(count).
  public func appendingRow(_ row: Vector) -> Matrix {
    require(
      row.count == columns, "appendingRow: \(row.shapeText) doesn't fit a row of \(shapeText)")
    return Matrix(rows: rows + 1, columns: columns, storage: storage + row.storage)
  }

  /// The matrix with the rows of another one below.
  ///
  /// Stops if the matrices differ in columns.
  ///
  /// - Returns: The rows of both, and `columns` columns.
  /// - Complexity: O(n) for all n elements.
  public func appending(rows other: Matrix) -> Matrix {
    require(
      columns == other.columns, "appending: \(shapeText) and \(other.shapeText) differ in columns")
    return Matrix(rows: rows + other.rows, columns: columns, storage: storage + other.storage)
  }

  /// The matrix with the columns of another one on the right.
  ///
  ///     Matrix([[1], [2]]).appending(columns: [[3, 4], [5, 6]])    // [[1.0, 3.0, 4.0], [2.0, 5.0, 6.0]]
  ///
  /// Stops if the matrices differ in rows.
  ///
  /// - Returns: `rows` rows, and the columns of both.
  /// - Complexity: O(n) for all n elements.
  public func appending(columns other: Matrix) -> Matrix {
    require(rows == other.rows, "appending: \(shapeText) and \(other.shapeText) differ in rows")
    var result = Matrix.zeros(rows, columns + other.columns)
    result[columns: ..<columns] = self
    result[columns: columns...] = other
    return result
  }
}
