// A vector beside every row or every column of a matrix. The label says which of the two, so that a square
// matrix can't be taken the wrong way round. For rows, `a + v` and `a - v` do it too.

extension Matrix {
  // MARK: A column vector

  /// The sums aᵢⱼ + vᵢ: each row has its own number.
  ///
  ///     Matrix([[1, 2], [3, 4]]).adding(toEachColumn: [10, 20])    // [[11.0, 12.0], [23.0, 24.0]]
  ///
  /// Stops unless v has `rows` elements.
  ///
  /// - Complexity: O(rows · columns), as for all of these.
  public func adding(toEachColumn v: Vector) -> Matrix {
    combinedColumns("adding", with: v) { Kernels.add($0, $1, into: $2) }
  }

  /// The differences aᵢⱼ - vᵢ: each row has its own number.
  ///
  ///     logits.subtracting(fromEachColumn: logits.rowMaxima())    // the largest of every row is 0
  ///
  /// Stops unless v has `rows` elements.
  public func subtracting(fromEachColumn v: Vector) -> Matrix {
    combinedColumns("subtracting", with: v) { Kernels.subtract($0, $1, into: $2) }
  }

  /// The products aᵢⱼ vᵢ: each row has its own factor.
  ///
  /// Stops unless v has `rows` elements.
  public func multiplying(eachColumnBy v: Vector) -> Matrix {
    combinedColumns("multiplying", with: v) { Kernels.multiply($0, $1, into: $2) }
  }

  /// The quotients aᵢⱼ / vᵢ: each row has its own divisor.
  ///
  ///     counts.dividing(eachColumnBy: counts.rowSums())    // every row adds up to 1
  ///
  /// Stops unless v has `rows` elements.
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

  // MARK: A row vector

  /// The sums aᵢⱼ + vⱼ: each column has its own number. The same as `a + v`.
  ///
  /// Stops unless v has `columns` elements.
  public func adding(toEachRow v: Vector) -> Matrix {
    combinedRows("adding", with: v, Kernels.add)
  }

  /// The differences aᵢⱼ - vⱼ: each column has its own number. The same as `a - v`.
  ///
  /// Stops unless v has `columns` elements.
  public func subtracting(fromEachRow v: Vector) -> Matrix {
    combinedRows("subtracting", with: v, Kernels.subtract)
  }

  /// The products aᵢⱼ vⱼ: each column has its own factor.
  ///
  ///     Matrix([[1, 2], [3, 4]]).multiplying(eachRowBy: [10, 100])    // [[10.0, 200.0], [30.0, 400.0]]
  ///
  /// Stops unless v has `columns` elements.
  public func multiplying(eachRowBy v: Vector) -> Matrix {
    combinedRows("multiplying", with: v, Kernels.multiply)
  }

  /// The quotients aᵢⱼ / vⱼ: each column has its own divisor.
  ///
  ///     (x - x.columnMeans()).dividing(eachRowBy: x.columnStandardDeviations())    // standardised
  ///
  /// Stops unless v has `columns` elements.
  public func dividing(eachRowBy v: Vector) -> Matrix {
    combinedRows("dividing", with: v, Kernels.divide)
  }
}
