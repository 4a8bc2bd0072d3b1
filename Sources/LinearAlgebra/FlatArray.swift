/// What `Vector` and `Matrix` share: numbers in one flat array, and a shape.
///
/// Internal, so that the public operators of each type can be one line each.
protocol FlatArray {
  /// All numbers; a matrix keeps them row after row.
  var storage: [Double] { get set }

  func hasSameShape(as other: Self) -> Bool

  /// "a vector of 3", "a matrix of 3 × 4".
  var shapeText: String { get }

  /// What two operands differ in: "length", "shape".
  static var shapeWord: String { get }
}

// Where nobody else holds the memory of an operand, the result goes there: the value of `a * b` in
// `a * b + c` is not needed any more. Otherwise the result has new memory, into which the kernel writes
// at once, also where an array is changed of which there is a copy.
extension FlatArray {
  /// - Parameters:
  ///   - step: What the kernel sees begins at a multiple of it.
  ///   - cost: What the kernel takes for a number, in multiplications.
  consuming func mapped(
    step: Int = Kernels.lineLength, cost: Int = Kernels.cost, _ kernel: Kernels.Unary
  ) -> Self {
    update(step: step, cost: cost, kernel)
    return self
  }

  consuming func combined(
    _ caller: StaticString, with other: consuming Self, _ kernel: Kernels.Binary
  ) -> Self {
    requireSameShape(caller, as: other)
    if !storage.isUnshared && other.storage.isUnshared {
      storage.withUnsafeBufferPointer { x in
        other.storage.withUnsafeMutableBufferPointer { y in
          Kernels.share(x, Kernels.Buffer(y), into: y, kernel)
        }
      }
      return other
    }
    update(caller, with: other, kernel)
    return self
  }

  mutating func update(
    step: Int = Kernels.lineLength, cost: Int = Kernels.cost, _ kernel: Kernels.Unary
  ) {
    storage.replaceNumbers { Kernels.share($0, into: $1, step: step, cost: cost, kernel) }
  }

  mutating func update(_ caller: StaticString, with other: Self, _ kernel: Kernels.Binary) {
    requireSameShape(caller, as: other)
    other.storage.withUnsafeBufferPointer { y in
      storage.replaceNumbers { Kernels.share($0, y, into: $1, kernel) }
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

extension [Double] {
  /// Whether no other array has the same memory.
  fileprivate var isUnshared: Bool {
    mutating get {
      // An array is a reference to the object that holds its numbers. Were the answer wrong one day, only
      // time would be lost: arrays still copy what is shared before they change it.
      withUnsafeMutablePointer(to: &self) {
        $0.withMemoryRebound(to: AnyObject.self, capacity: 1) {
          isKnownUniquelyReferenced(&$0.pointee)
        }
      }
    }
  }

  /// Replaces all numbers by those that `body` makes of them, in the same memory unless it is shared.
  fileprivate mutating func replaceNumbers(
    _ body: (Kernels.Buffer, Kernels.MutableBuffer) -> Void
  ) {
    if isUnshared {
      withUnsafeMutableBufferPointer { body(Kernels.Buffer($0), $0) }
    } else {
      self = withUnsafeBufferPointer { x in Kernels.make(x.count) { body(x, $0) } }
    }
  }
}

extension Vector: FlatArray {
  func hasSameShape(as other: Vector) -> Bool { count == other.count }
  @usableFromInline var shapeText: String { "a vector of \(count)" }
  static var shapeWord: String { "length" }
}

extension Matrix: FlatArray {
  func hasSameShape(as other: Matrix) -> Bool { shape == other.shape }
  @usableFromInline var shapeText: String { "a matrix of \(rows) × \(columns)" }
  static var shapeWord: String { "shape" }
}
