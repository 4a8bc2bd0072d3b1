/// What `Vector` and `Matrix` share: numbers in one flat array, and a shape.
///
/// Internal, so that the public operators of each type can be one line each.
protocol FlatArray {
  /// All numbers; a matrix keeps them row after row.
  var storage: [Double] { get set }

  /// The same shape around other numbers, as many as before.
  func replacingStorage(with storage: [Double]) -> Self

  func hasSameShape(as other: Self) -> Bool

  /// "a vector of 3", "a matrix of 3 × 4".
  var shapeText: String { get }

  /// What two operands differ in: "length", "shape".
  static var shapeWord: String { get }
}

extension FlatArray {
  /// - Parameter step: What the kernel sees begins at a multiple of it.
  func mapped(step: Int = Kernels.lineLength, _ kernel: Kernels.Unary) -> Self {
    let result = storage.withUnsafeBufferPointer { x in
      Kernels.make(x.count) { Kernels.share(x, into: $0, step: step, kernel) }
    }
    return replacingStorage(with: result)
  }

  func combined(_ caller: StaticString, with other: Self, _ kernel: Kernels.Binary) -> Self {
    requireSameShape(caller, as: other)
    let result = storage.withUnsafeBufferPointer { x in
      other.storage.withUnsafeBufferPointer { y in
        Kernels.make(x.count) { Kernels.share(x, y, into: $0, kernel) }
      }
    }
    return replacingStorage(with: result)
  }

  mutating func update(step: Int = Kernels.lineLength, _ kernel: Kernels.Unary) {
    storage.withUnsafeMutableBufferPointer {
      Kernels.share(Kernels.Buffer($0), into: $0, step: step, kernel)
    }
  }

  mutating func update(_ caller: StaticString, with other: Self, _ kernel: Kernels.Binary) {
    requireSameShape(caller, as: other)
    storage.withUnsafeMutableBufferPointer { x in
      other.storage.withUnsafeBufferPointer { y in
        Kernels.share(Kernels.Buffer(x), y, into: x, kernel)
      }
    }
  }

  /// Runs a kernel on all numbers; stops if there are none.
  func reduced<Result>(
    nonEmpty caller: StaticString, _ kernel: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    require(!storage.isEmpty, "\(caller): \(shapeText) has no elements")
    return storage.withUnsafeBufferPointer(kernel)
  }

  private func requireSameShape(_ caller: StaticString, as other: Self) {
    require(
      hasSameShape(as: other),
      "\(caller): \(shapeText) and \(other.shapeText) differ in \(Self.shapeWord)")
  }
}

extension Vector: FlatArray {
  func replacingStorage(with storage: [Double]) -> Vector { Vector(storage: storage) }
  func hasSameShape(as other: Vector) -> Bool { count == other.count }
  @usableFromInline var shapeText: String { "a vector of \(count)" }
  static var shapeWord: String { "length" }
}

extension Matrix: FlatArray {
  func replacingStorage(with storage: [Double]) -> Matrix {
    Matrix(rows: rows, columns: columns, storage: storage)
  }
  func hasSameShape(as other: Matrix) -> Bool { shape == other.shape }
  @usableFromInline var shapeText: String { "a matrix of \(rows) × \(columns)" }
  static var shapeWord: String { "shape" }
}
