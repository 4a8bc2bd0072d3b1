// Names that NumPy and PyTorch have for what is called otherwise here, or is Swift's own. Whoever types
// one of them gets an error that says what to write.
//
// Their messages are their documentation: nobody can call them.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension Vector {
  @available(*, unavailable, message: "dot(u, v) is the dot product of two vectors")
  public func dot(_ v: Vector) -> Double { stopAsUnavailable() }

  @available(*, unavailable, message: "a vector has no orientation: matmul takes it as a column")
  public var T: Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "count")
  public var shape: Int { stopAsUnavailable() }

  @available(*, unavailable, renamed: "count")
  public var size: Int { stopAsUnavailable() }

  @available(*, unavailable, message: "use maximum(): max() is Optional")
  @_disfavoredOverload
  public func max() -> Double { stopAsUnavailable() }

  @available(*, unavailable, message: "use minimum(): min() is Optional")
  @_disfavoredOverload
  public func min() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "standardDeviation")
  public func std() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "variance")
  public func `var`() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "cumulativeSums")
  public func cumsum() -> Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "reshaped(rows:columns:)")
  public func reshape(_ rows: Int, _ columns: Int) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, message: "v.elements.append(x) makes v longer; v.appending(w) is new")
  public mutating func append(_ x: Double) { stopAsUnavailable() }

  @available(*, unavailable, renamed: "zeros(_:)")
  public static func zeros(count: Int) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "ones(_:)")
  public static func ones(count: Int) -> Vector { stopAsUnavailable() }
}

extension Matrix {
  @available(*, unavailable, message: "transposed(); or matmul(a, b, transposeA: true) for AᵀB")
  public var T: Matrix { stopAsUnavailable() }

  @available(*, unavailable, renamed: "transposed")
  public func transpose() -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, message: "the product AB is matmul(a, b)")
  public func dot(_ b: Matrix) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, message: "the product Av is matmul(a, v)")
  public func dot(_ v: Vector) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "count")
  public var size: Int { stopAsUnavailable() }

  @available(*, unavailable, message: "row i is a.row(i); else a.setRow(i, to: v)")
  public subscript(row: Int) -> Vector {
    get { stopAsUnavailable() }
    set { stopAsUnavailable() }
  }

  @available(*, unavailable, message: "column j is a.column(j); else a.setColumn(j, to: v)")
  public subscript(rows: UnboundedRange, column: Int) -> Vector {
    get { stopAsUnavailable() }
    set { stopAsUnavailable() }
  }

  @available(*, unavailable, message: "row i is a.row(i); else a.setRow(i, to: v)")
  public subscript(row: Int, columns: UnboundedRange) -> Vector {
    get { stopAsUnavailable() }
    set { stopAsUnavailable() }
  }

  @available(*, unavailable, message: "write a[rows: 0..<2], a[columns: 1...], or both labels")
  public subscript(rows: some RangeExpression<Int>, columns: some RangeExpression<Int>) -> Matrix {
    get { stopAsUnavailable() }
    set { stopAsUnavailable() }
  }

  @available(*, unavailable, renamed: "maximum")
  public func max() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "minimum")
  public func min() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "standardDeviation")
  public func std() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "variance")
  public func `var`() -> Double { stopAsUnavailable() }

  @available(*, unavailable, renamed: "reshaped(rows:columns:)")
  public func reshape(_ rows: Int, _ columns: Int) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, renamed: "flattened")
  public func flatten() -> Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "flattened")
  public func ravel() -> Vector { stopAsUnavailable() }

  @available(*, unavailable, renamed: "zeros(_:_:)")
  public static func zeros(rows: Int, columns: Int) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, renamed: "ones(_:_:)")
  public static func ones(rows: Int, columns: Int) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, renamed: "identity")
  public static func eye(_ count: Int) -> Matrix { stopAsUnavailable() }

  // MARK: Along an axis

  @available(*, unavailable, message: "rowSums() for axis 1, columnSums() for axis 0")
  public func sum(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "rowMeans() for axis 1, columnMeans() for axis 0")
  public func mean(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "rowMaxima() for axis 1, columnMaxima() for axis 0")
  public func max(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "rowMinima() for axis 1, columnMinima() for axis 0")
  public func min(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "rowArgmaxima() for axis 1, columnArgmaxima() for axis 0")
  public func argmax(axis: Int) -> [Int] { stopAsUnavailable() }

  @available(
    *, unavailable,
    message: "rowStandardDeviations() for axis 1, columnStandardDeviations() for axis 0"
  )
  public func std(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "rowVariances() for axis 1, columnVariances() for axis 0")
  public func `var`(axis: Int, keepdims: Bool = false) -> Vector { stopAsUnavailable() }

  // MARK: A matrix and a vector

  @available(
    *, unavailable,
    message: "the product Av is matmul(a, v); else a.multiplying(eachRowBy: v) or (eachColumnBy: v)"
  )
  @_disfavoredOverload
  public static func * (a: Matrix, v: Vector) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, message: "a.dividing(eachRowBy: v) or a.dividing(eachColumnBy: v)")
  @_disfavoredOverload
  public static func / (a: Matrix, v: Vector) -> Matrix { stopAsUnavailable() }
}

/// Nothing that is unavailable is ever called.
func stopAsUnavailable() -> Never { fatalError("this name is unavailable") }
