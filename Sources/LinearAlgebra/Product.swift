// MARK: Vectors

/// The dot product Σ uᵢ vᵢ.
///
///     dot([1, 2, 3], [4, 5, 6])    // 32.0
///
/// Stops if the vectors differ in length.
public func dot(_ u: Vector, _ v: Vector) -> Double {
  require(u.count == v.count, "dot: \(u.shapeText) and \(v.shapeText) differ in length")
  return u.storage.withUnsafeBufferPointer { u in
    v.storage.withUnsafeBufferPointer { v in Kernels.dot(u, v) }
  }
}

/// The outer product uvᵀ, whose element in row i and column j is uᵢ vⱼ.
///
///     outer([1, 2], [3, 4, 5])    // [[3.0, 4.0, 5.0], [6.0, 8.0, 10.0]]
///
/// - Parameters:
///   - u: m elements.
///   - v: n elements.
/// - Returns: m × n.
public func outer(_ u: Vector, _ v: Vector) -> Matrix {
  let storage = u.storage.withUnsafeBufferPointer { u in
    v.storage.withUnsafeBufferPointer { v in Kernels.outer(u, v) }
  }
  return Matrix(rows: u.count, columns: v.count, storage: storage)
}

// MARK: Matrices

/// The product AB of two matrices, either of them transposed on request.
///
///     let a: Matrix = [[1, 2], [3, 4]]
///     let b: Matrix = [[0, 1], [1, 0]]
///     matmul(a, b)                       // [[2.0, 1.0], [4.0, 3.0]]
///     matmul(a, b, transposeA: true)     // [[3.0, 1.0], [4.0, 2.0]]
///
/// Stops if the inner dimensions differ.
///
/// - Parameters:
///   - a: m × k, or k × m if `transposeA`.
///   - b: k × n, or n × k if `transposeB`.
///   - transposeA: Whether to use Aᵀ; it is read in place, not copied.
///   - transposeB: Whether to use Bᵀ; it is read in place, not copied.
/// - Returns: m × n.
/// - Complexity: O(m k n).
public func matmul(
  _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
) -> Matrix {
  let (inner, columns) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
  requireInner(a, transposeA, inner) { factorText(b, transposeB) }
  let storage = b.storage.withUnsafeBufferPointer { b in
    withLeftFactor(a, transposeA) { a in
      transposeB
        ? Kernels.productWithTransposed(a, b, rows: columns)
        : Kernels.product(a, b, columns: columns)
    }
  }
  return Matrix(rows: transposeA ? a.columns : a.rows, columns: columns, storage: storage)
}

/// The product Av of a matrix and a vector, or Aᵀv.
///
///     let a: Matrix = [[1, 2], [3, 4], [5, 6]]
///     matmul(a, [1, 10])                          // [21.0, 43.0, 65.0]
///     matmul(a, [1, 0, 1], transposeA: true)      // [6.0, 8.0]
///
/// Stops if the inner dimensions differ.
///
/// - Parameters:
///   - a: m × k, or k × m if `transposeA`.
///   - v: k elements.
///   - transposeA: Whether to use Aᵀ; it is read in place, not copied.
/// - Returns: m elements.
/// - Complexity: O(m k).
public func matmul(_ a: Matrix, _ v: Vector, transposeA: Bool = false) -> Vector {
  requireInner(a, transposeA, v.count) { v.shapeText }
  let storage = a.storage.withUnsafeBufferPointer { entries in
    v.storage.withUnsafeBufferPointer { v in
      transposeA
        // vᵀA is the same vector, and walks along A's rows.
        ? Kernels.product(
          .init(v, storedRows: 1, storedColumns: v.count, transposed: false), entries,
          columns: a.columns)
        : Kernels.productWithTransposed(
          .init(entries, storedRows: a.rows, storedColumns: a.columns, transposed: false), v,
          rows: 1)
    }
  }
  return Vector(storage: storage)
}

// MARK: Helpers

private func withLeftFactor<Result>(
  _ a: Matrix, _ transposed: Bool, _ body: (Kernels.LeftFactor) -> Result
) -> Result {
  a.storage.withUnsafeBufferPointer {
    body(.init($0, storedRows: a.rows, storedColumns: a.columns, transposed: transposed))
  }
}

/// Stops unless the left factor's inner dimension is `inner`, for example with
/// "matmul: 3 × 4 times 3 × 4, inner dimensions 4 and 3 differ".
private func requireInner(
  _ a: Matrix, _ transposeA: Bool, _ inner: Int, rightText: () -> String
) {
  let innerOfA = transposeA ? a.rows : a.columns
  require(
    innerOfA == inner,
    "matmul: \(factorText(a, transposeA)) times \(rightText()), "
      + "inner dimensions \(innerOfA) and \(inner) differ")
}

private func factorText(_ x: Matrix, _ transposed: Bool) -> String {
  transposed ? "(\(x.rows) × \(x.columns))ᵀ" : "\(x.rows) × \(x.columns)"
}
