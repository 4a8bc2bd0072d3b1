extension Vector {
  // MARK: Sums

  /// The sum of all elements, zero if there are none.
  ///
  /// Adds pairwise: the rounding error grows with log n, not with n as in a plain loop.
  ///
  /// - Complexity: O(count).
  /// - Source: N. J. Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput.
  ///   14 (1993).
  public func sum() -> Double { storage.withUnsafeBufferPointer(Kernels.sum) }

  /// The arithmetic mean Σ vᵢ / n.
  ///
  /// Stops if the vector is empty.
  ///
  /// - Complexity: O(count).
  public func mean() -> Double { reduced(nonEmpty: "mean", Kernels.sum) / Double(count) }

  // MARK: Extremes

  /// The largest element, or NaN if any element is NaN.
  ///
  /// Stops if the vector is empty; `max()`, which every sequence has, returns nil then.
  ///
  /// - Complexity: O(count).
  public func maximum() -> Double { reduced(nonEmpty: "maximum", Kernels.maximum) }

  /// The smallest element, or NaN if any element is NaN.
  ///
  /// Stops if the vector is empty; `min()`, which every sequence has, returns nil then.
  ///
  /// - Complexity: O(count).
  public func minimum() -> Double { reduced(nonEmpty: "minimum", Kernels.minimum) }

  /// The position of the largest element; the first one if several are.
  ///
  ///     Vector([2, 7, 1, 7]).argmax()    // 1
  ///
  /// As in NumPy, the position of the first NaN if there is one. Stops if the vector is empty.
  ///
  /// - Complexity: O(count).
  public func argmax() -> Int { reduced(nonEmpty: "argmax", Kernels.argmax) }

  /// The position of the smallest element; the first one if several are.
  ///
  /// As in NumPy, the position of the first NaN if there is one. Stops if the vector is empty.
  ///
  /// - Complexity: O(count).
  public func argmin() -> Int { reduced(nonEmpty: "argmin", Kernels.argmin) }

  // MARK: Norms

  /// The Euclidean norm √(Σ vᵢ²), also where a square alone would overflow.
  ///
  ///     Vector([3, 4]).norm()            // 5.0
  ///     Vector([3e200, 4e200]).norm()    // about 5e+200
  ///
  /// - Complexity: O(count).
  public func norm() -> Double { storage.withUnsafeBufferPointer(Kernels.norm) }

  /// The sum of squares Σ vᵢ².
  ///
  /// - Complexity: O(count).
  public func squaredNorm() -> Double { storage.withUnsafeBufferPointer(Kernels.sumOfSquares) }

  /// The sum of magnitudes Σ |vᵢ|.
  ///
  /// - Complexity: O(count).
  public func norm1() -> Double { storage.withUnsafeBufferPointer(Kernels.sumOfMagnitudes) }

  /// The largest magnitude max |vᵢ|, zero for an empty vector, NaN if any element is NaN.
  ///
  /// - Complexity: O(count).
  public func normInfinity() -> Double {
    storage.withUnsafeBufferPointer(Kernels.largestMagnitude)
  }
}
