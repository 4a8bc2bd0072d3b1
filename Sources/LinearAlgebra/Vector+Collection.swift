extension Vector: RandomAccessCollection, MutableCollection {
  /// What generic algorithms see of a part; `v[1..<3]` in your own code is a `Vector`.
  public typealias SubSequence = Slice<Vector>

  /// The position of the first element, always zero.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var startIndex: Int { 0 }

  /// The position past the last element, equal to `count`.
  ///
  /// - Complexity: O(1).
  @inlinable
  public var endIndex: Int { storage.count }

  /// The element at `index`, from zero.
  ///
  /// Stops if `index` isn't in `0..<count`.
  ///
  /// - Complexity: O(1).
  @inlinable
  public subscript(index: Int) -> Double {
    get {
      requireIndex("subscript", .element, index, below: storage.count, of: shapeText)
      return storage[index]
    }
    set {
      requireIndex("subscript", .element, index, below: storage.count, of: shapeText)
      storage[index] = newValue
    }
  }

  /// The elements at a range of positions as a vector of their own, whose first index is zero.
  ///
  ///     var v: Vector = [1, 2, 3, 4]
  ///     v[1..<3]             // [2.0, 3.0]
  ///     v[1..<3] = [8, 9]    // v is now [1.0, 8.0, 9.0, 4.0]
  ///
  /// Stops if the range reaches outside the vector, or if an assigned vector has another length.
  ///
  /// - Complexity: O(n) for the n elements of the range.
  public subscript(bounds: Range<Int>) -> Vector {
    get { Vector(storage: Array(storage[resolved(bounds)])) }
    set {
      let range = resolved(bounds)
      require(
        newValue.count == range.count,
        "subscript: \(newValue.shapeText) doesn't fit elements \(range) of \(shapeText)")
      storage.replaceSubrange(range, with: newValue.storage)
    }
  }

  /// The elements at positions such as `2...`, `..<5` or `1...3`, as a vector of their own.
  ///
  /// Stops if the range reaches outside the vector, or if an assigned vector has another length.
  ///
  /// - Complexity: O(n) for the n elements of the range.
  public subscript(bounds: some RangeExpression<Int>) -> Vector {
    get { self[resolved(bounds)] }
    set { self[resolved(bounds)] = newValue }
  }

  private func resolved(_ bounds: some RangeExpression<Int>) -> Range<Int> {
    resolve("subscript", .element, bounds, among: count, of: shapeText)
  }

  /// The elements at the given positions, in their order; a position may occur more than once.
  ///
  ///     Vector([10, 20, 30]).gather([2, 0, 2])    // [30.0, 10.0, 30.0]
  ///
  /// Stops if a position isn't in `0..<count`.
  ///
  /// - Complexity: O(n) for n positions.
  public func gather(_ indices: [Int]) -> Vector {
    let gathered = indices.map { index in
      requireIndex("gather", .element, index, below: count, of: shapeText)
      return storage[index]
    }
    return Vector(storage: gathered)
  }

  // MARK: Direct access to memory

  /// An iterator over the elements, that of an array.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func makeIterator() -> IndexingIterator<[Double]> { storage.makeIterator() }

  /// Calls `body` with the memory of the elements, valid during the call only.
  ///
  /// - Complexity: O(1) beside what `body` takes.
  @inlinable
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the memory of the elements for changing them, valid during the call only.
  ///
  /// - Complexity: O(1) beside what `body` takes; O(count) where a copy has the same memory.
  @inlinable
  public mutating func withUnsafeMutableBufferPointer<Result>(
    _ body: (inout UnsafeMutableBufferPointer<Double>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeMutableBufferPointer(body)
  }

  /// Lets generic algorithms read the elements in one piece.
  ///
  /// - Complexity: O(1) beside what `body` takes.
  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Double>) throws -> Result
  ) rethrows -> Result? {
    try storage.withUnsafeBufferPointer(body)
  }

  /// Lets generic algorithms, `sort` among them, change the elements in one piece.
  ///
  /// - Complexity: O(1) beside what `body` takes; O(count) where a copy has the same memory.
  @inlinable
  public mutating func withContiguousMutableStorageIfAvailable<Result>(
    _ body: (inout UnsafeMutableBufferPointer<Double>) throws -> Result
  ) rethrows -> Result? {
    try storage.withUnsafeMutableBufferPointer(body)
  }
}
