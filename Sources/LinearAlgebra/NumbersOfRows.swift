// `z - z.rowMaxima()` subtracts the vector from every row, as `z - v` does. Who writes it means that each
// row's number be subtracted from that row. A matrix that isn't square stops there, as the lengths
// differ; for a square one nobody would notice. So what `rowMaxima()` gives has a type of its own where
// it stands at once beside a matrix, and a square matrix asks for a label.

/// One number for each row of a matrix: what `rowSums()` and its like give directly beside `+` or `-`.
///
/// Anywhere else they give a `Vector`.
public struct NumbersOfRows: Sendable {
  fileprivate let vector: Vector
  fileprivate let name: StaticString
}

/// What has rows that can be summed: a matrix.
public protocol RowReducible {
  /// The sum of every row.
  func rowSums() -> Vector
  /// The mean of every row.
  func rowMeans() -> Vector
  /// The largest element of every row.
  func rowMaxima() -> Vector
  /// The smallest element of every row.
  func rowMinima() -> Vector
}

extension Matrix: RowReducible {}

// Less special than a matrix's own functions, and so chosen only beside a matrix, whose operators with a
// Vector are disfavoured.
extension RowReducible {
  /// The sum of every row, beside a matrix.
  ///
  /// - Complexity: O(rows · columns).
  public func rowSums() -> NumbersOfRows { NumbersOfRows(vector: rowSums(), name: "rowSums()") }

  /// The mean of every row, beside a matrix.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMeans() -> NumbersOfRows { NumbersOfRows(vector: rowMeans(), name: "rowMeans()") }

  /// The largest element of every row, beside a matrix.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMaxima() -> NumbersOfRows {
    NumbersOfRows(vector: rowMaxima(), name: "rowMaxima()")
  }

  /// The smallest element of every row, beside a matrix.
  ///
  /// - Complexity: O(rows · columns).
  public func rowMinima() -> NumbersOfRows {
    NumbersOfRows(vector: rowMinima(), name: "rowMinima()")
  }
}

extension Matrix {
  /// The sums aᵢⱼ + vⱼ, for a matrix that isn't square.
  ///
  /// Stops for a square one: `adding(toEachColumn:)` and `adding(toEachRow:)` say what is meant. Stops
  /// unless there are `columns` numbers.
  ///
  /// - Complexity: O(rows · columns).
  public static func + (a: Matrix, v: NumbersOfRows) -> Matrix {
    a + a.row(of: v, "+", "adding(toEachColumn:)", "adding(toEachRow:)")
  }

  /// The differences aᵢⱼ - vⱼ, for a matrix that isn't square.
  ///
  /// Stops for a square one: `subtracting(fromEachColumn:)` and `subtracting(fromEachRow:)` say what is
  /// meant. Stops unless there are `columns` numbers.
  ///
  /// - Complexity: O(rows · columns).
  public static func - (a: Matrix, v: NumbersOfRows) -> Matrix {
    a - a.row(of: v, "-", "subtracting(fromEachColumn:)", "subtracting(fromEachRow:)")
  }

  private func row(
    of numbers: NumbersOfRows, _ caller: StaticString, _ byColumn: StaticString,
    _ byRow: StaticString
  ) -> Vector {
    require(
      rows != columns || numbers.vector.count != rows,
      "\(caller): \(shapeText) and \(numbers.name), one number for each row: write \(byColumn) if "
        + "each row has its own number, \(byRow) if each column has")
    return numbers.vector
  }
}
