// A vector beside every row or every column of a matrix. The label says which of the two, so that a square
// matrix can't be taken the wrong way round. For rows, `a + v` and `a - v` do it too.

extension Matrix {
  // MARK: A matrix and a row vector

  // Disfavoured for the sake of NumbersOfRows.swift, which has something better for `z - z.rowMaxima()`.

  /// The sums aᵢⱼ + vⱼ: the vector goes to every row, as a bias does.
  ///
  ///     Matrix([[1, 2], [3, 4]]) + [10, 20]    // [[11.0, 22.0], [13.0, 24.0]]
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  @_disfavoredOverload
  public static func + (a: consuming Matrix, v: Vector) -> Matrix {
    a.combinedRows("+", with: v, Kernels.add)
  }

  /// The differences aᵢⱼ - vⱼ: the vector is subtracted from every row.
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  @_disfavoredOverload
  public static func - (a: consuming Matrix, v: Vector) -> Matrix {
    a.combinedRows("-", with: v, Kernels.subtract)
  }

  /// Adds the vector to every row, in place.
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public static func += (a: inout Matrix, v: Vector) { a.updateRows("+=", with: v, Kernels.add) }

  /// Subtracts the vector from every row, in place.
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public static func -= (a: inout Matrix, v: Vector) {
    a.updateRows("-=", with: v, Kernels.subtract)
  }

  consuming func combinedRows(
    _ caller: StaticString, with row: Vector, _ kernel: Kernels.Binary
  ) -> Matrix {
    requireRow(caller, row)
    return mapped(step: Swift.max(1, columns)) { x, z in
      row.storage.withUnsafeBufferPointer { row in
        Kernels.combineRows(of: x, with: row, into: z, kernel)
      }
    }
  }

  private mutating func updateRows(
    _ caller: StaticString, with row: Vector, _ kernel: Kernels.Binary
  ) {
    requireRow(caller, row)
    update(step: Swift.max(1, columns)) { x, z in
      row.storage.withUnsafeBufferPointer { row in
        Kernels.combineRows(of: x, with: row, into: z, kernel)
      }
    }
  }

  private func requireRow(_ caller: StaticString, _ row: Vector) {
    require(
      row.count == columns,
      "\(caller): \(shapeText) and a row vector of \(row.count) differ in columns")
  }

  // MARK: A matrix and a column vector

  /// Adds vᵢ to every element of row i, in place: the vector goes to every column.
  ///
  ///     logits.add(toEachColumn: -logits.rowMaxima())    // now the largest of every row is 0
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public mutating func add(toEachColumn v: Vector) {
    updateColumns("add", with: v) { Kernels.add($0, $1, into: $2) }
  }

  /// Multiplies every element of row i by vᵢ, in place: so does every column with the vector.
  ///
  ///     counts.multiply(eachColumnBy: 1 / counts.rowSums())    // now every row adds up to 1
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public mutating func multiply(eachColumnBy v: Vector) {
    updateColumns("multiply", with: v) { Kernels.multiply($0, $1, into: $2) }
  }

  mutating func updateColumns(
    _ caller: StaticString, with column: Vector,
    _ kernel: (Kernels.Buffer, Double, Kernels.MutableBuffer) -> Void
  ) {
    require(
      column.count == rows,
      "\(caller): \(shapeText) and a column vector of \(column.count) differ in rows")
    let (rows, columns) = shape
    storage.withUnsafeMutableBufferPointer { x in
      for i in 0..<rows {
        let row = Kernels.slice(x, from: i * columns, count: columns)
        kernel(Kernels.Buffer(row), column.storage[i], row)
      }
    }
  }

  // MARK: A vector for each column, by name

  /// The sums aᵢⱼ + vᵢ: each row has its own number.
  ///
  ///     Matrix([[1, 2], [3, 4]]).adding(toEachColumn: [10, 20])    // [[11.0, 12.0], [23.0, 24.0]]
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func adding(toEachColumn v: Vector) -> Matrix {
    combinedColumns("adding", with: v) { Kernels.add($0, $1, into: $2) }
  }

  /// The differences aᵢⱼ - vᵢ: each row has its own number.
  ///
  ///     logits.subtracting(fromEachColumn: logits.rowMaxima())    // the largest of every row is 0
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func subtracting(fromEachColumn v: Vector) -> Matrix {
    combinedColumns("subtracting", with: v) { Kernels.subtract($0, $1, into: $2) }
  }

  /// The products aᵢⱼ vᵢ: each row has its own factor.
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func multiplying(eachColumnBy v: Vector) -> Matrix {
    combinedColumns("multiplying", with: v) { Kernels.multiply($0, $1, into: $2) }
  }

  /// The quotients aᵢⱼ / vᵢ: each row has its own divisor.
  ///
  ///     counts.dividing(eachColumnBy: counts.rowSums())    // every row adds up to 1
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func dividing(eachColumnBy v: Vector) -> Matrix {
    combinedColumns("dividing", with: v) { Kernels.divide($0, $1, into: $2) }
  }

  private func combinedColumns(
    _ caller: StaticString, with column: Vector,
    _ kernel: (Kernels.Buffer, Double, Kernels.MutableBuffer) -> Void
  ) -> Matrix {
    var result = self
    result.updateColumns(caller, with: column, kernel)
    return result
  }

  // MARK: A vector for each row, by name

  /// The sums aᵢⱼ + vⱼ: each column has its own number. The same as `a + v`.
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func adding(toEachRow v: Vector) -> Matrix {
    combinedRows("adding", with: v, Kernels.add)
  }

  /// The differences aᵢⱼ - vⱼ: each column has its own number. The same as `a - v`.
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func subtracting(fromEachRow v: Vector) -> Matrix {
    combinedRows("subtracting", with: v, Kernels.subtract)
  }

  /// The products aᵢⱼ vⱼ: each column has its own factor.
  ///
  ///     Matrix([[1, 2], [3, 4]]).multiplying(eachRowBy: [10, 100])    // [[10.0, 200.0], [30.0, 400.0]]
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func multiplying(eachRowBy v: Vector) -> Matrix {
    combinedRows("multiplying", with: v, Kernels.multiply)
  }

  /// The quotients aᵢⱼ / vⱼ: each column has its own divisor.
  ///
  ///     (x - x.columnMeans()).dividing(eachRowBy: x.columnStandardDeviations())    // standardised
  ///
  /// Stops unless v has `columns` elements.
  ///
  /// - Complexity: O(rows · columns).
  public func dividing(eachRowBy v: Vector) -> Matrix {
    combinedRows("dividing", with: v, Kernels.divide)
  }
}
