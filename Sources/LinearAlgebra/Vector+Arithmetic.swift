// Every operator acts element by element; a number on one side goes to every element.

extension Vector {
  // MARK: Two vectors

  /// The sums uᵢ + vᵢ.
  ///
  ///     Vector([1, 2]) + [10, 20]    // [11.0, 22.0]
  ///
  /// Stops if the vectors differ in length; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func + (u: consuming Vector, v: consuming Vector) -> Vector {
    u.combined("+", with: v, Kernels.add)
  }

  /// The differences uᵢ - vᵢ.
  ///
  /// Stops if the vectors differ in length; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func - (u: consuming Vector, v: consuming Vector) -> Vector {
    u.combined("-", with: v, Kernels.subtract)
  }

  /// The products uᵢ vᵢ, element by element; their sum is `dot(u, v)`.
  ///
  /// Stops if the vectors differ in length; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func * (u: consuming Vector, v: consuming Vector) -> Vector {
    u.combined("*", with: v, Kernels.multiply)
  }

  /// The quotients uᵢ / vᵢ.
  ///
  /// Stops if the vectors differ in length; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func / (u: consuming Vector, v: consuming Vector) -> Vector {
    u.combined("/", with: v, Kernels.divide)
  }

  /// Adds vᵢ to every uᵢ, in place.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public static func += (u: inout Vector, v: Vector) { u.update("+=", with: v, Kernels.add) }

  /// Subtracts vᵢ from every uᵢ, in place.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public static func -= (u: inout Vector, v: Vector) { u.update("-=", with: v, Kernels.subtract) }

  /// Multiplies every uᵢ by vᵢ, in place.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public static func *= (u: inout Vector, v: Vector) { u.update("*=", with: v, Kernels.multiply) }

  /// Divides every uᵢ by vᵢ, in place.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public static func /= (u: inout Vector, v: Vector) { u.update("/=", with: v, Kernels.divide) }

  // MARK: A vector and a number

  /// The sums vᵢ + s.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func + (v: consuming Vector, s: Double) -> Vector {
    v.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences vᵢ - s.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func - (v: consuming Vector, s: Double) -> Vector {
    v.mapped { Kernels.subtract($0, s, into: $1) }
  }

  /// The products vᵢ s.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func * (v: consuming Vector, s: Double) -> Vector {
    v.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients vᵢ / s.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func / (v: consuming Vector, s: Double) -> Vector {
    v.mapped { Kernels.divide($0, s, into: $1) }
  }

  /// The sums s + vᵢ.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func + (s: Double, v: consuming Vector) -> Vector {
    v.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences s - vᵢ.
  ///
  ///     1 - Vector([0.25, 0.5])    // [0.75, 0.5]
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func - (s: Double, v: consuming Vector) -> Vector {
    v.mapped { Kernels.subtract(s, $0, into: $1) }
  }

  /// The products s vᵢ.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func * (s: Double, v: consuming Vector) -> Vector {
    v.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients s / vᵢ.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static func / (s: Double, v: consuming Vector) -> Vector {
    v.mapped { Kernels.divide(s, $0, into: $1) }
  }

  // Disfavoured only to save the type checker time: without, it needs three seconds, not a tenth of
  // one, for a line such as `w -= lr * (m / (1 - c)) / (sqrt(v / (1 - c)) + 1e-8)`.

  /// Adds s to every element, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func += (v: inout Vector, s: Double) { v.update { Kernels.add($0, s, into: $1) } }

  /// Subtracts s from every element, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func -= (v: inout Vector, s: Double) {
    v.update { Kernels.subtract($0, s, into: $1) }
  }

  /// Multiplies every element by s, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func *= (v: inout Vector, s: Double) {
    v.update { Kernels.multiply($0, s, into: $1) }
  }

  /// Divides every element by s, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func /= (v: inout Vector, s: Double) {
    v.update { Kernels.divide($0, s, into: $1) }
  }

  // MARK: In one step

  /// Adds s vᵢ to every uᵢ, in place and without a vector for the product: a step of training.
  ///
  ///     weights.add(gradient, times: -learningRate)
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public mutating func add(_ v: Vector, times s: Double) {
    update("add", with: v) { Kernels.add($0, $1, times: s, into: $2) }
  }

  /// Sets every element to one number, in place.
  ///
  /// - Complexity: O(count).
  public mutating func fill(_ value: Double) {
    update { $1.update(repeating: value) }
  }

  /// Sets every element to zero at whose place `v` isn't positive: what the gradient of `relu` does.
  ///
  /// Stops if the vectors differ in length.
  ///
  /// - Complexity: O(count).
  public mutating func keep(wherePositive v: Vector) {
    update("keep", with: v) { Kernels.keep($0, wherePositive: $1, into: $2) }
  }

  // MARK: Sign

  /// The elements with opposite sign.
  ///
  /// The result is as long as v.
  ///
  /// - Complexity: O(count).
  public static prefix func - (v: consuming Vector) -> Vector { v.mapped(Kernels.negate) }
}
