// Every operator acts element by element; a number on one side goes to every element.

extension Matrix {
  // MARK: Two matrices

  /// The sums aᵢⱼ + bᵢⱼ.
  ///
  ///     Matrix([[1, 2]]) + [[10, 20]]    // [[11.0, 22.0]]
  ///
  /// Stops if the matrices differ in shape.
  public static func + (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("+", with: b, Kernels.add)
  }

  /// The differences aᵢⱼ - bᵢⱼ.
  ///
  /// Stops if the matrices differ in shape.
  public static func - (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("-", with: b, Kernels.subtract)
  }

  /// The products aᵢⱼ bᵢⱼ, element by element; the product AB is `matmul(a, b)`.
  ///
  /// Stops if the matrices differ in shape.
  public static func * (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("*", with: b, Kernels.multiply)
  }

  /// The quotients aᵢⱼ / bᵢⱼ.
  ///
  /// Stops if the matrices differ in shape.
  public static func / (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("/", with: b, Kernels.divide)
  }

  /// Adds bᵢⱼ to every aᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  public static func += (a: inout Matrix, b: Matrix) { a.update("+=", with: b, Kernels.add) }

  /// Subtracts bᵢⱼ from every aᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  public static func -= (a: inout Matrix, b: Matrix) { a.update("-=", with: b, Kernels.subtract) }

  /// Multiplies every aᵢⱼ by bᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  public static func *= (a: inout Matrix, b: Matrix) { a.update("*=", with: b, Kernels.multiply) }

  /// Divides every aᵢⱼ by bᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  public static func /= (a: inout Matrix, b: Matrix) { a.update("/=", with: b, Kernels.divide) }

  // MARK: A matrix and a number

  /// The sums aᵢⱼ + s.
  public static func + (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences aᵢⱼ - s.
  public static func - (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.subtract($0, s, into: $1) }
  }

  /// The products aᵢⱼ s.
  public static func * (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients aᵢⱼ / s.
  public static func / (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.divide($0, s, into: $1) }
  }

  /// The sums s + aᵢⱼ.
  public static func + (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences s - aᵢⱼ.
  ///
  ///     1 - Matrix([[0.25, 0.5]])    // [[0.75, 0.5]]
  public static func - (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.subtract(s, $0, into: $1) }
  }

  /// The products s aᵢⱼ.
  public static func * (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients s / aᵢⱼ.
  public static func / (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.divide(s, $0, into: $1) }
  }

  // Disfavoured only to save the type checker time: without, it needs three seconds, not a tenth of
  // one, for a line such as `w -= lr * (m / (1 - c)) / (sqrt(v / (1 - c)) + 1e-8)`.

  /// Adds s to every element, in place.
  @_disfavoredOverload
  public static func += (a: inout Matrix, s: Double) { a.update { Kernels.add($0, s, into: $1) } }

  /// Subtracts s from every element, in place.
  @_disfavoredOverload
  public static func -= (a: inout Matrix, s: Double) {
    a.update { Kernels.subtract($0, s, into: $1) }
  }

  /// Multiplies every element by s, in place.
  @_disfavoredOverload
  public static func *= (a: inout Matrix, s: Double) {
    a.update { Kernels.multiply($0, s, into: $1) }
  }

  /// Divides every element by s, in place.
  @_disfavoredOverload
  public static func /= (a: inout Matrix, s: Double) {
    a.update { Kernels.divide($0, s, into: $1) }
  }

  // MARK: A matrix and a row vector

  // Disfavoured for the sake of NumbersOfRows.swift, which has something better for `z - z.rowMaxima()`.

  /// The sums aᵢⱼ + vⱼ: the vector goes to every row, as a bias does.
  ///
  ///     Matrix([[1, 2], [3, 4]]) + [10, 20]    // [[11.0, 22.0], [13.0, 24.0]]
  ///
  /// Stops unless v has `columns` elements.
  @_disfavoredOverload
  public static func + (a: consuming Matrix, v: Vector) -> Matrix {
    a.combinedRows("+", with: v, Kernels.add)
  }

  /// The differences aᵢⱼ - vⱼ: the vector is subtracted from every row.
  ///
  /// Stops unless v has `columns` elements.
  @_disfavoredOverload
  public static func - (a: consuming Matrix, v: Vector) -> Matrix {
    a.combinedRows("-", with: v, Kernels.subtract)
  }

  /// Adds the vector to every row, in place.
  ///
  /// Stops unless v has `columns` elements.
  public static func += (a: inout Matrix, v: Vector) { a.updateRows("+=", with: v, Kernels.add) }

  /// Subtracts the vector from every row, in place.
  ///
  /// Stops unless v has `columns` elements.
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
  public mutating func add(toEachColumn v: Vector) {
    updateColumns("add", with: v) { Kernels.add($0, $1, into: $2) }
  }

  /// Multiplies every element of row i by vᵢ, in place: so does every column with the vector.
  ///
  ///     counts.multiply(eachColumnBy: 1 / counts.rowSums())    // now every row adds up to 1
  ///
  /// Stops unless v has `rows` elements.
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

  // MARK: In one step

  /// Adds s bᵢⱼ to every aᵢⱼ, in place and without a matrix for the product: a step of training.
  ///
  ///     weights.add(gradient, times: -learningRate)
  ///
  /// Stops if the matrices differ in shape.
  public mutating func add(_ b: Matrix, times s: Double) {
    update("add", with: b) { Kernels.add($0, $1, times: s, into: $2) }
  }

  /// Sets every element to one number, in place.
  public mutating func fill(_ value: Double) {
    update { $1.update(repeating: value) }
  }

  /// Sets every element to zero at whose place `b` isn't positive: what the gradient of `relu` does.
  ///
  ///     gradient.keep(wherePositive: inputs)
  ///
  /// Stops if the matrices differ in shape.
  public mutating func keep(wherePositive b: Matrix) {
    update("keep", with: b) { Kernels.keep($0, wherePositive: $1, into: $2) }
  }

  // MARK: Sign

  /// The elements with opposite sign.
  public static prefix func - (a: consuming Matrix) -> Matrix { a.mapped(Kernels.negate) }
}
