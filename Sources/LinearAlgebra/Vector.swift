/// A vector of real numbers, with arithmetic that acts on all of them at once.
///
///     let v: Vector = [3, 4]
///     v + 1         // [4.0, 5.0]
///     v * v         // [9.0, 16.0], element by element
///     dot(v, v)     // 25.0
///     v.norm()      // 5.0
///
/// A vector is a value: a copy changes independently of its original, and the numbers are really
/// copied only when one of the two changes. It is also a collection, so `for x in v`, `zip`,
/// `reduce` and `sort` work as on an array.
///
/// - Complexity: The first change of a copy takes O(count) on top of what each operation says.
public struct Vector: Sendable, Hashable {
  @usableFromInline var storage: [Double]

  @inlinable
  init(storage: [Double]) {
    self.storage = storage
  }

  /// The numbers as an array; changing the array changes the vector, its length included.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  @inlinable
  public var elements: [Double] {
    get { storage }
    _modify { yield &storage }
  }

  // MARK: Creating a vector

  /// Creates a vector of the numbers in a sequence, such as an array or `stride(from:to:by:)`.
  ///
  ///     Vector(stride(from: 0, to: 1, by: 0.25))    // [0.0, 0.25, 0.5, 0.75]
  ///
  /// - Complexity: O(count).
  public init(_ elements: some Sequence<Double>) {
    storage = Array(elements)
  }

  /// Creates a vector of `count` copies of one number.
  ///
  /// Stops if `count` is negative.
  ///
  /// - Complexity: O(count).
  public init(repeating value: Double, count: Int) {
    require(count >= 0, "Vector: the length \(count) is negative")
    storage = Kernels.make(count) { $0.initialize(repeating: value) }
  }

  /// A vector of `count` zeros.
  ///
  /// Stops if `count` is negative.
  ///
  /// - Complexity: O(count).
  public static func zeros(_ count: Int) -> Vector { Vector(repeating: 0, count: count) }

  /// A vector of `count` ones.
  ///
  /// Stops if `count` is negative.
  ///
  /// - Complexity: O(count).
  public static func ones(_ count: Int) -> Vector { Vector(repeating: 1, count: count) }

  /// A unit vector: one at `index`, zero elsewhere. Also known as one-hot.
  ///
  ///     Vector.basis(1, count: 3)    // [0.0, 1.0, 0.0]
  ///
  /// Stops if `index` isn't in `0..<count`.
  ///
  /// - Complexity: O(count).
  public static func basis(_ index: Int, count: Int) -> Vector {
    var result = zeros(count)
    requireIndex("basis", .element, index, below: count, of: result.shapeText)
    result.storage[index] = 1
    return result
  }

  /// A vector of `count` numbers at equal distances, both ends included.
  ///
  ///     Vector.linspace(0, 1, count: 5)    // [0.0, 0.25, 0.5, 0.75, 1.0]
  ///
  /// Stops if `count` is negative. A count of one gives `[start]`.
  ///
  /// - Complexity: O(count).
  public static func linspace(_ start: Double, _ end: Double, count: Int) -> Vector {
    var result = Vector(repeating: start, count: count)
    guard count > 1 else { return result }
    let step = (end - start) / Double(count - 1)
    for i in 1..<count - 1 { result.storage[i] = start + Double(i) * step }
    result.storage[count - 1] = end
    return result
  }

  // MARK: Transforming

  /// The vector of `body(x)` for every element x.
  ///
  ///     let v: Vector = [1, 2, 3]
  ///     v.map { $0 * $0 }           // [1.0, 4.0, 9.0], a Vector
  ///     v.map { "about \($0)" }     // an array of strings, as from any collection
  ///
  /// - Complexity: O(count) calls of `body`.
  @inlinable
  public func map(_ body: (Double) throws -> Double) rethrows -> Vector {
    Vector(storage: try storage.map(body))
  }

  /// The same numbers as a matrix, filled row after row.
  ///
  ///     Vector([1, 2, 3, 4]).reshaped(rows: 2, columns: 2)    // [[1.0, 2.0], [3.0, 4.0]]
  ///
  /// Stops if `rows * columns` isn't `count`.
  ///
  /// - Complexity: O(1): the numbers are shared until one of the two changes.
  public func reshaped(rows: Int, columns: Int) -> Matrix {
    require(
      elementCount(rows: rows, columns: columns) == count,
      "reshaped: \(shapeText) doesn't fill a matrix of \(rows) × \(columns)")
    return Matrix(rows: rows, columns: columns, storage: storage)
  }
}

extension Vector: ExpressibleByArrayLiteral {
  /// Creates a vector from a literal such as `[1, 2.5, -3]`.
  ///
  /// - Complexity: O(count).
  public init(arrayLiteral elements: Double...) {
    storage = elements
  }
}
