extension Matrix {
  // MARK: Over all elements

  /// The sum of all elements, zero if there are none; adds pairwise, as `Vector.sum()` does.
  ///
  /// - Complexity: O(count).
  public func sum() -> Double { storage.withUnsafeBufferPointer(Kernels.sum) }

  /// The arithmetic mean of all elements.
  ///
  /// Stops if there are none.
  ///
  /// - Complexity: O(count).
  public func mean() -> Double { reduced(nonEmpty: "mean", Kernels.sum) / Double(count) }

  /// The largest element, or NaN if any element is NaN.
  ///
  /// Stops if there are no elements.
  ///
  /// - Complexity: O(count).
  public func maximum() -> Double { reduced(nonEmpty: "maximum", Kernels.maximum) }

  /// The smallest element, or NaN if any element is NaN.
  ///
  /// Stops if there are no elements.
  ///
  /// - Complexity: O(count).
  public func minimum() -> Double { reduced(nonEmpty: "minimum", Kernels.minimum) }

  /// The row and column of the largest element; the first in reading order if several are.
  ///
  ///     Matrix([[1, 5], [9, 2]]).argmax()    // (row: 1, column: 0)
  ///
  /// As in NumPy, the place of the first NaN if there is one. Stops if there are no elements.
  ///
  /// - Complexity: O(count).
  public func argmax() -> (row: Int, column: Int) {
    let (row, column) = reduced(nonEmpty: "argmax", Kernels.argmax)
      .quotientAndRemainder(dividingBy: columns)
    return (row, column)
  }

  // MARK: Norms

  /// The Frobenius norm √(Σ aᵢⱼ²), also where a square alone would overflow.
  ///
  /// - Complexity: O(count).
  public func norm() -> Double { storage.withUnsafeBufferPointer(Kernels.norm) }

  /// The sum of squares Σ aᵢⱼ².
  ///
  /// - Complexity: O(count).
  public func squaredNorm() -> Double { storage.withUnsafeBufferPointer(Kernels.sumOfSquares) }

  /// The sum of magnitudes Σ |aᵢⱼ| over all elements, not the operator norm of that name.
  ///
  /// - Complexity: O(count).
  public func norm1() -> Double { storage.withUnsafeBufferPointer(Kernels.sumOfMagnitudes) }

  /// The largest magnitude max |aᵢⱼ| over all elements, not the operator norm of that name.
  ///
  /// Zero if there are no elements, NaN if any is NaN.
  ///
  /// - Complexity: O(count).
  public func normInfinity() -> Double {
    storage.withUnsafeBufferPointer(Kernels.largestMagnitude)
  }

  // MARK: One number per row

  /// The sum of every row, a vector of `rows` elements; `sum(axis=1)` in NumPy.
  ///
  ///     Matrix([[1, 2], [3, 4]]).rowSums()    // [3.0, 7.0]
  ///
  /// - Complexity: O(rows · columns).
  public func rowSums() -> Vector { Vector(storage: eachRow(Kernels.sum)) }

  /// The mean of every row, a vector of `rows` elements.
  ///
  /// Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMeans() -> Vector {
    Vector(storage: eachRow(nonEmpty: "rowMeans", Kernels.sum)) / Double(columns)
  }

  /// The largest element of every row, a vector of `rows` elements; NaN where a row has one.
  ///
  /// Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMaxima() -> Vector {
    Vector(storage: eachRow(nonEmpty: "rowMaxima", Kernels.maximum))
  }

  /// The smallest element of every row, a vector of `rows` elements; NaN where a row has one.
  ///
  /// Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMinima() -> Vector {
    Vector(storage: eachRow(nonEmpty: "rowMinima", Kernels.minimum))
  }

  /// The column of every row's largest element, such as the predicted class of every example.
  ///
  ///     Matrix([[1, 5, 2], [9, 0, 9]]).rowArgmaxima()    // [1, 0]
  ///
  /// Ties and NaN as in `Vector.argmax()`. Stops if there are rows, but no columns.
  ///
  /// - Complexity: O(rows · columns).
  public func rowArgmaxima() -> [Int] { eachRow(nonEmpty: "rowArgmaxima", Kernels.argmax) }

  private func eachRow<Result>(
    _ kernel: @Sendable (UnsafeBufferPointer<Double>) -> Result
  ) -> [Result] {
    storage.withUnsafeBufferPointer { x in
      [Result](unsafeUninitializedCapacity: rows) { result, count in
        Kernels.reduceRows(of: x, rows: rows, columns: columns, into: result, kernel)
        count = rows
      }
    }
  }

  private func eachRow<Result>(
    nonEmpty caller: StaticString, _ kernel: @Sendable (UnsafeBufferPointer<Double>) -> Result
  ) -> [Result] {
    require(rows == 0 || columns > 0, "\(caller): \(shapeText) has no columns")
    return eachRow(kernel)
  }

  // MARK: One number per column

  /// The sum of every column, a vector of `columns` elements; `sum(axis=0)` in NumPy.
  ///
  ///     Matrix([[1, 2], [3, 4]]).columnSums()    // [4.0, 6.0]
  ///
  /// Adds row after row, in a plain loop.
  ///
  /// - Complexity: O(rows · columns).
  public func columnSums() -> Vector {
    let sums = storage.withUnsafeBufferPointer { x in
      Kernels.make(columns) {
        $0.initialize(repeating: 0)
        Kernels.columnSums(x, rows: rows, into: $0)
      }
    }
    return Vector(storage: sums)
  }

  /// The mean of every column, a vector of `columns` elements.
  ///
  /// Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(rows · columns).
  public func columnMeans() -> Vector {
    requireRows("columnMeans")
    return columnSums() / Double(rows)
  }

  /// The largest element of every column, a vector of `columns` elements; NaN where it has one.
  ///
  /// Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(rows · columns).
  public func columnMaxima() -> Vector {
    requireRows("columnMaxima")
    return foldRows(from: -.infinity, Kernels.takeLarger)
  }

  /// The smallest element of every column, a vector of `columns` elements; NaN where it has one.
  ///
  /// Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(rows · columns).
  public func columnMinima() -> Vector {
    requireRows("columnMinima")
    return -(-self).columnMaxima()
  }

  /// The row of every column's largest element.
  ///
  /// Ties and NaN as in `Vector.argmax()`. Stops if there are columns, but no rows.
  ///
  /// - Complexity: O(rows · columns).
  public func columnArgmaxima() -> [Int] {
    requireRows("columnArgmaxima")
    return storage.withUnsafeBufferPointer { x in
      (0..<columns).map { Kernels.argmax(x, column: $0, columns: columns) }
    }
  }

  /// Combines a row of `start` with every row, in order.
  private func foldRows(from start: Double, _ kernel: Kernels.Binary) -> Vector {
    var result = Vector(repeating: start, count: columns)
    result.storage.withUnsafeMutableBufferPointer { result in
      storage.withUnsafeBufferPointer {
        Kernels.foldRows(of: $0, rows: rows, into: result, kernel)
      }
    }
    return result
  }

  private func requireRows(_ caller: StaticString) {
    require(rows > 0 || columns == 0, "\(caller): \(shapeText) has no rows")
  }
}
