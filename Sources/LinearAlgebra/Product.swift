// MARK: Vectors

/// The dot product Σ uᵢ vᵢ.
///
///     dot([1, 2, 3], [4, 5, 6])    // 32.0
///
/// Stops if the vectors differ in length.
///
/// - Complexity: O(count).
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
/// - Complexity: O(m n).
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
  var result = Matrix(rows: 0, columns: 0, storage: [])
  withFactors("matmul", a, transposeA, b, transposeB) { a, b in
    let storage = Kernels.make(a.rows * b.columns) {
      Kernels.matmul(a, b, into: $0, adding: false)
    }
    result = Matrix(rows: a.rows, columns: b.columns, storage: storage)
  }
  return result
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
  requireInner("matmul", a, transposeA, v.count) { v.shapeText }
  let storage = a.storage.withUnsafeBufferPointer { entries in
    v.storage.withUnsafeBufferPointer { v in
      Kernels.make(transposeA ? a.columns : a.rows) { result in
        transposeA
          ? Kernels.matvecTransposed(entries, by: v, into: result)
          : Kernels.matvec(entries, by: v, into: result)
      }
    }
  }
  return Vector(storage: storage)
}

extension Matrix {
  /// Adds the product AB to this matrix, without a matrix for the product: C ← C + AB.
  ///
  ///     gradient.addMatmul(upstream, inputs, transposeA: true)    // gradient += GᵀX
  ///
  /// Stops if the inner dimensions differ, or the product has another shape than this matrix.
  ///
  /// - Parameters:
  ///   - a: m × k, or k × m if `transposeA`.
  ///   - b: k × n, or n × k if `transposeB`.
  ///   - transposeA: Whether to use Aᵀ; it is read in place, not copied.
  ///   - transposeB: Whether to use Bᵀ; it is read in place, not copied.
  /// - Complexity: O(m k n).
  public mutating func addMatmul(
    _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
  ) {
    storeMatmul("addMatmul", a, b, transposeA, transposeB, adding: true)
  }

  /// Replaces the elements by those of the product AB, in the memory that they have: C ← AB.
  ///
  /// For a product of the same shape in each step of a long loop. Stops if the inner dimensions
  /// differ, or the product has another shape than this matrix.
  ///
  /// - Parameters:
  ///   - a: m × k, or k × m if `transposeA`.
  ///   - b: k × n, or n × k if `transposeB`.
  ///   - transposeA: Whether to use Aᵀ; it is read in place, not copied.
  ///   - transposeB: Whether to use Bᵀ; it is read in place, not copied.
  /// - Complexity: O(m k n).
  public mutating func setToMatmul(
    _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
  ) {
    storeMatmul("setToMatmul", a, b, transposeA, transposeB, adding: false)
  }

  private mutating func storeMatmul(
    _ caller: StaticString, _ a: Matrix, _ b: Matrix, _ transposeA: Bool, _ transposeB: Bool,
    adding: Bool
  ) {
    let (rows, columns) = shape
    let text = shapeText
    storage.withUnsafeMutableBufferPointer { storage in
      withFactors(caller, a, transposeA, b, transposeB) { a, b in
        require(
          a.rows == rows && b.columns == columns,
          "\(caller): a product of \(a.rows) × \(b.columns) doesn't fit \(text)")
        Kernels.matmul(a, b, into: storage, adding: adding)
      }
    }
  }
}

// MARK: Helpers

/// Stops unless the inner dimensions agree.
private func withFactors(
  _ caller: StaticString, _ a: Matrix, _ transposeA: Bool, _ b: Matrix, _ transposeB: Bool,
  _ body: (Kernels.Factor, Kernels.Factor) -> Void
) {
  requireInner(caller, a, transposeA, transposeB ? b.columns : b.rows) {
    factorText(b, transposeB)
  }
  a.storage.withUnsafeBufferPointer { left in
    b.storage.withUnsafeBufferPointer { right in
      body(
        .init(left, rows: a.rows, columns: a.columns, transposed: transposeA),
        .init(right, rows: b.rows, columns: b.columns, transposed: transposeB))
    }
  }
}

/// Stops unless the left factor's inner dimension is `inner`, for example with
/// "matmul: 3 × 4 times 3 × 4, inner dimensions 4 and 3 differ".
private func requireInner(
  _ caller: StaticString, _ a: Matrix, _ transposeA: Bool, _ inner: Int, rightText: () -> String
) {
  let innerOfA = transposeA ? a.rows : a.columns
  require(
    innerOfA == inner,
    "\(caller): \(factorText(a, transposeA)) times \(rightText()), "
      + "inner dimensions \(innerOfA) and \(inner) differ")
}

private func factorText(_ x: Matrix, _ transposed: Bool) -> String {
  transposed ? "(\(x.rows) × \(x.columns))ᵀ" : "\(x.rows) × \(x.columns)"
}
