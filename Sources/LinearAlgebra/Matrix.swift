/// A matrix of real numbers, stored row after row.
///
///     let a: Matrix = [[1, 2], [3, 4], [5, 6]]
///     a.shape                                   // (rows: 3, columns: 2)
///     a[2, 0]                                   // 5.0
///     a * 10                                    // [[10.0, 20.0], [30.0, 40.0], [50.0, 60.0]]
///     matmul(a, a, transposeA: true)            // [[35.0, 44.0], [44.0, 56.0]], which is AᵀA
///
/// `*` acts element by element; the product of linear algebra is `matmul`. A matrix is a value: a
/// copy changes independently of its original, and the numbers are really copied only when one of
/// the two changes. Either side may be zero, so that a batch may be empty.
///
/// - Complexity: The first change of a copy takes O(count) on top of what each operation says.
public struct Matrix: Sendable, Hashable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns, which is the length of every row.
  public let columns: Int

  @usableFromInline var storage: [Double]

  /// For callers who know that the shape fits.
  @usableFromInline
  init(rows: Int, columns: Int, storage: [Double]) {
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// The number of elements, `rows * columns`.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var count: Int { storage.count }

  /// Both sides at once, as `(rows: 3, columns: 2)`.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var shape: (rows: Int, columns: Int) { (rows, columns) }

  /// All elements, row after row.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  @inlinable
  public var elements: [Double] { storage }

  // MARK: Creating a matrix

  /// Creates a matrix with the same number everywhere.
  ///
  /// Stops if a side is negative.
  ///
  /// - Complexity: O(rows · columns).
  public init(rows: Int, columns: Int, repeating value: Double) {
    let count = elementCount(rows: rows, columns: columns)
    let storage = Kernels.make(count) { $0.initialize(repeating: value) }
    self.init(rows: rows, columns: columns, storage: storage)
  }

  /// Creates a matrix from its elements, row after row.
  ///
  ///     Matrix(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6])
  ///     // [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
  ///
  /// Stops if there aren't `rows * columns` elements.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  public init(rows: Int, columns: Int, elements: [Double]) {
    require(
      elementCount(rows: rows, columns: columns) == elements.count,
      "Matrix: an array of \(elements.count) doesn't fill a matrix of \(rows) × \(columns)")
    self.init(rows: rows, columns: columns, storage: elements)
  }

  /// Creates a matrix from its rows; no rows give 0 × 0.
  ///
  ///     Matrix([[1, 2], [3, 4]]).sum()    // 10.0
  ///
  /// Stops if the rows differ in length.
  ///
  /// - Complexity: O(rows · columns).
  public init(_ rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    for (i, row) in rows.enumerated() {
      require(
        row.count == columns,
        "Matrix: the rows differ in length, row 0 has \(columns) and row \(i) has \(row.count)")
    }
    self.init(rows: rows.count, columns: columns, storage: Array(rows.joined()))
  }

  /// Creates a matrix from vectors, one per row; no rows give 0 × 0.
  ///
  /// Stops if the rows differ in length.
  ///
  /// - Complexity: O(rows · columns).
  public init(rows: [Vector]) {
    self.init(rows.map(\.storage))
  }

  /// Creates a matrix from a function of row and column.
  ///
  ///     Matrix(rows: 2, columns: 3) { i, j in Double(10 * i + j) }
  ///     // [[0.0, 1.0, 2.0], [10.0, 11.0, 12.0]]
  ///
  /// Stops if a side is negative.
  ///
  /// - Complexity: O(rows · columns) calls of `body`.
  public init(
    rows: Int, columns: Int, _ body: (_ row: Int, _ column: Int) throws -> Double
  ) rethrows {
    var storage: [Double] = []
    storage.reserveCapacity(elementCount(rows: rows, columns: columns))
    for i in 0..<rows {
      for j in 0..<columns { storage.append(try body(i, j)) }
    }
    self.init(rows: rows, columns: columns, storage: storage)
  }

  /// A matrix of zeros.
  ///
  /// Stops if a side is negative.
  ///
  /// - Complexity: O(rows · columns).
  public static func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, repeating: 0)
  }

  /// A matrix of ones.
  ///
  /// Stops if a side is negative.
  ///
  /// - Complexity: O(rows · columns).
  public static func ones(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, repeating: 1)
  }

  /// The square matrix with ones on the diagonal and zeros elsewhere.
  ///
  /// Stops if `count` is negative.
  ///
  /// - Complexity: O(n²) for a side of n.
  public static func identity(_ count: Int) -> Matrix { diagonal(.ones(count)) }

  /// The square matrix with `entries` on the diagonal and zeros elsewhere.
  ///
  ///     Matrix.diagonal([2, 3])    // [[2.0, 0.0], [0.0, 3.0]]
  ///
  /// - Complexity: O(n²) for n entries.
  public static func diagonal(_ entries: Vector) -> Matrix {
    var result = zeros(entries.count, entries.count)
    for i in entries.indices { result.storage[i * (entries.count + 1)] = entries[i] }
    return result
  }
}

extension Matrix: ExpressibleByArrayLiteral {
  /// Creates a matrix from a literal of rows such as `[[1, 2], [3, 4]]`.
  ///
  /// Stops if the rows differ in length.
  ///
  /// - Complexity: O(rows · columns).
  public init(arrayLiteral rows: [Double]...) {
    self.init(rows)
  }
}
