// More functions of every element. A shape stays as it is; all take time in proportion to the elements.

// MARK: Powers, logarithms

/// The power xᵖ of every element; NaN where it isn't a real number.
///
///     pow(Vector([1, 2, 3]), 2)    // [1.0, 4.0, 9.0]
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func pow(_ v: Vector, _ p: Double) -> Vector { v.map { pow($0, p) } }

/// The power xᵖ of every element; NaN where it isn't a real number.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func pow(_ a: Matrix, _ p: Double) -> Matrix { a.map { pow($0, p) } }

/// The power xⁿ of every element with a whole exponent.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
@_disfavoredOverload
public func pow(_ v: Vector, _ n: Int) -> Vector { pow(v, Double(n)) }

/// The power xⁿ of every element with a whole exponent.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
@_disfavoredOverload
public func pow(_ a: Matrix, _ n: Int) -> Matrix { pow(a, Double(n)) }

/// The logarithm of 1 + x of every element, exact for small x too.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func log1p(_ v: Vector) -> Vector { v.map { log1p($0) } }

/// The logarithm of 1 + x of every element, exact for small x too.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func log1p(_ a: Matrix) -> Matrix { a.map { log1p($0) } }

/// eˣ - 1 of every element, exact for small x too.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func expm1(_ v: Vector) -> Vector { v.map { expm1($0) } }

/// eˣ - 1 of every element, exact for small x too.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func expm1(_ a: Matrix) -> Matrix { a.map { expm1($0) } }

// MARK: Sign and rounding

/// 1 if x is positive, -1 if it is negative, 0 if it is 0. NaN stays NaN.
///
///     sign(-2.5)    // -1.0
///
/// - Complexity: O(1).
public func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x }

/// 1 for every positive element, -1 for every negative one, 0 for 0. NaN stays NaN.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func sign(_ v: Vector) -> Vector { v.map { sign($0) } }

/// 1 for every positive element, -1 for every negative one, 0 for 0. NaN stays NaN.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func sign(_ a: Matrix) -> Matrix { a.map { sign($0) } }

/// The nearest whole number of every element; halves go away from 0, as in C, and not to even ones.
///
///     round(Vector([0.4, 2.5]))    // [0.0, 3.0]
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func round(_ v: Vector) -> Vector { v.map { $0.rounded() } }

/// The nearest whole number of every element; halves go away from 0, as in C, and not to even ones.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func round(_ a: Matrix) -> Matrix { a.map { $0.rounded() } }

// MARK: The larger and the smaller one

/// The larger number of each pair, or NaN if either is; of two vectors of the same length.
///
///     pointwiseMax([1, 5], [4, 2])    // [4.0, 5.0]
///
/// Stops if the vectors differ in length; the result has theirs.
///
/// - Complexity: O(count).
public func pointwiseMax(_ u: Vector, _ v: Vector) -> Vector {
  u.combined("pointwiseMax", with: v, Kernels.takeLarger)
}

/// The smaller number of each pair, or NaN if either is; of two vectors of the same length.
///
/// Stops if the vectors differ in length; the result has theirs.
///
/// - Complexity: O(count).
public func pointwiseMin(_ u: Vector, _ v: Vector) -> Vector {
  u.combined("pointwiseMin", with: v, takeSmaller)
}

/// The larger one of every element and s, or NaN if either is.
///
///     pointwiseMax(Vector([-1, 2]), 0)    // [0.0, 2.0]
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func pointwiseMax(_ v: Vector, _ s: Double) -> Vector { v.map { larger($0, s) } }

/// The smaller one of every element and s, or NaN if either is.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func pointwiseMin(_ v: Vector, _ s: Double) -> Vector { v.map { smaller($0, s) } }

/// The larger number of each pair, or NaN if either is; of two matrices of the same shape.
///
/// Stops if the matrices differ in shape; the result has theirs.
///
/// - Complexity: O(count).
public func pointwiseMax(_ a: Matrix, _ b: Matrix) -> Matrix {
  a.combined("pointwiseMax", with: b, Kernels.takeLarger)
}

/// The smaller number of each pair, or NaN if either is; of two matrices of the same shape.
///
/// Stops if the matrices differ in shape; the result has theirs.
///
/// - Complexity: O(count).
public func pointwiseMin(_ a: Matrix, _ b: Matrix) -> Matrix {
  a.combined("pointwiseMin", with: b, takeSmaller)
}

/// The larger one of every element and s, or NaN if either is.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func pointwiseMax(_ a: Matrix, _ s: Double) -> Matrix { a.map { larger($0, s) } }

/// The smaller one of every element and s, or NaN if either is.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func pointwiseMin(_ a: Matrix, _ s: Double) -> Matrix { a.map { smaller($0, s) } }

private func larger(_ x: Double, _ y: Double) -> Double { y > x || y.isNaN ? y : x }
private func smaller(_ x: Double, _ y: Double) -> Double { y < x || y.isNaN ? y : x }

private func takeSmaller(
  _ x: Kernels.Buffer, _ y: Kernels.Buffer, into z: Kernels.MutableBuffer
) {
  for i in z.indices { z[i] = smaller(x[i], y[i]) }
}

// MARK: Comparing

extension Vector {
  /// Whether every element is finite: no NaN, and not infinite.
  ///
  /// - Complexity: O(count).
  public var isFinite: Bool { storage.allSatisfy(\.isFinite) }

  /// Whether |uᵢ - vᵢ| ≤ absolute + relative · |vᵢ| for all elements; false where one is NaN.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public func isClose(
    to v: Vector, relative: Double = 1e-5, absolute: Double = 1e-8
  ) -> Bool {
    require(count == v.count, "isClose: \(shapeText) and \(v.shapeText) differ in length")
    return zip(storage, v.storage).allSatisfy { isNear($0, $1, relative, absolute) }
  }
}

extension Matrix {
  /// Whether every element is finite: no NaN, and not infinite.
  ///
  /// - Complexity: O(count).
  public var isFinite: Bool { storage.allSatisfy(\.isFinite) }

  /// Whether |aᵢⱼ - bᵢⱼ| ≤ absolute + relative · |bᵢⱼ| for all elements; false where one is NaN.
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public func isClose(
    to b: Matrix, relative: Double = 1e-5, absolute: Double = 1e-8
  ) -> Bool {
    require(shape == b.shape, "isClose: \(shapeText) and \(b.shapeText) differ in shape")
    return zip(storage, b.storage).allSatisfy { isNear($0, $1, relative, absolute) }
  }
}

private func isNear(_ x: Double, _ y: Double, _ relative: Double, _ absolute: Double) -> Bool {
  // Of infinite numbers only equal ones are near: the bound would be infinite too.
  x == y || (y.isFinite && (x - y).magnitude <= absolute + relative * y.magnitude)
}
