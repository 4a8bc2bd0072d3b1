// Whole numbers in array expressions, such as `gradient / labels.count`. Swift has no such operators for
// numbers alone. Without them here, one Int among Doubles made the compiler search for half a minute.
//
// A whole number is no factor of an array: `1 / n * v` would then be read as the whole number 1 / n, which
// is 0, times v. Without that reading, it is the number 1 / n times v, as everybody means it.

extension Double {
  /// The quotient x / n of a number and a whole number.
  ///
  ///     let mean = total / labels.count
  ///
  /// Of two whole numbers, `7 / 2` is still 3 where no Double is asked for.
  ///
  /// - Complexity: O(1).
  @inlinable
  @_disfavoredOverload
  public static func / (x: Double, n: Int) -> Double { x / Double(n) }
}

extension Vector {
  /// The quotients vᵢ / n.
  ///
  ///     Vector([1, 2]) / labels.count    // [0.25, 0.5] for four labels
  ///
  /// - Complexity: O(count).
  public static func / (v: Vector, n: Int) -> Vector { v / Double(n) }

  /// Not there: a whole number is no factor of an array, as said above.
  @available(*, unavailable, message: "n is a whole number: write Double(n) * v")
  public static func * (n: Int, v: Vector) -> Vector { stopAsUnavailable() }

  /// Not there: a whole number is no factor of an array, as said above.
  @available(*, unavailable, message: "n is a whole number: write v * Double(n)")
  public static func * (v: Vector, n: Int) -> Vector { stopAsUnavailable() }

  /// The sums vᵢ + n.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func + (v: Vector, n: Int) -> Vector { v + Double(n) }

  /// The differences vᵢ - n.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func - (v: Vector, n: Int) -> Vector { v - Double(n) }

  /// Divides every element by n, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func /= (v: inout Vector, n: Int) { v /= Double(n) }
}

extension Matrix {
  /// The quotients aᵢⱼ / n.
  ///
  ///     matmul(inputs, residuals, transposeA: true) / inputs.rows
  ///
  /// - Complexity: O(count).
  public static func / (a: Matrix, n: Int) -> Matrix { a / Double(n) }

  /// Not there: a whole number is no factor of an array, as said above.
  @available(*, unavailable, message: "n is a whole number: write Double(n) * a")
  public static func * (n: Int, a: Matrix) -> Matrix { stopAsUnavailable() }

  /// Not there: a whole number is no factor of an array, as said above.
  @available(*, unavailable, message: "n is a whole number: write a * Double(n)")
  public static func * (a: Matrix, n: Int) -> Matrix { stopAsUnavailable() }

  /// The sums aᵢⱼ + n.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func + (a: Matrix, n: Int) -> Matrix { a + Double(n) }

  /// The differences aᵢⱼ - n.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func - (a: Matrix, n: Int) -> Matrix { a - Double(n) }

  /// Divides every element by n, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func /= (a: inout Matrix, n: Int) { a /= Double(n) }
}

/// The power xⁿ with a whole exponent.
///
///     pow(0.9, step)    // as pow(0.9, Double(step))
///
/// - Complexity: O(1).
@_disfavoredOverload
public func pow(_ x: Double, _ n: Int) -> Double { pow(x, Double(n)) }
