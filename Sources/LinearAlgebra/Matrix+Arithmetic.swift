// Every operator acts element by element; a number on one side goes to every element.

extension Matrix {
  // MARK: Two matrices

  /// The sums aᵢⱼ + bᵢⱼ.
  ///
  ///     Matrix([[1, 2]]) + [[10, 20]]    // [[11.0, 22.0]]
  ///
  /// Stops if the matrices differ in shape; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func + (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("+", with: b, Kernels.add)
  }

  /// The differences aᵢⱼ - bᵢⱼ.
  ///
  /// Stops if the matrices differ in shape; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func - (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("-", with: b, Kernels.subtract)
  }

  /// The products aᵢⱼ bᵢⱼ, element by element; the product AB is `matmul(a, b)`.
  ///
  /// Stops if the matrices differ in shape; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func * (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("*", with: b, Kernels.multiply)
  }

  /// The quotients aᵢⱼ / bᵢⱼ.
  ///
  /// Stops if the matrices differ in shape; the result has theirs.
  ///
  /// - Complexity: O(count).
  public static func / (a: consuming Matrix, b: consuming Matrix) -> Matrix {
    a.combined("/", with: b, Kernels.divide)
  }

  /// Adds bᵢⱼ to every aᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public static func += (a: inout Matrix, b: Matrix) { a.update("+=", with: b, Kernels.add) }

  /// Subtracts bᵢⱼ from every aᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public static func -= (a: inout Matrix, b: Matrix) { a.update("-=", with: b, Kernels.subtract) }

  /// Multiplies every aᵢⱼ by bᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public static func *= (a: inout Matrix, b: Matrix) { a.update("*=", with: b, Kernels.multiply) }

  /// Divides every aᵢⱼ by bᵢⱼ, in place.
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public static func /= (a: inout Matrix, b: Matrix) { a.update("/=", with: b, Kernels.divide) }

  // MARK: A matrix and a number

  /// The sums aᵢⱼ + s.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func + (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences aᵢⱼ - s.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func - (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.subtract($0, s, into: $1) }
  }

  /// The products aᵢⱼ s.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func * (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients aᵢⱼ / s.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func / (a: consuming Matrix, s: Double) -> Matrix {
    a.mapped { Kernels.divide($0, s, into: $1) }
  }

  /// The sums s + aᵢⱼ.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func + (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.add($0, s, into: $1) }
  }

  /// The differences s - aᵢⱼ.
  ///
  ///     1 - Matrix([[0.25, 0.5]])    // [[0.75, 0.5]]
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func - (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.subtract(s, $0, into: $1) }
  }

  /// The products s aᵢⱼ.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func * (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.multiply($0, s, into: $1) }
  }

  /// The quotients s / aᵢⱼ.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static func / (s: Double, a: consuming Matrix) -> Matrix {
    a.mapped { Kernels.divide(s, $0, into: $1) }
  }

  // Disfavoured only to save the type checker time: without, it needs three seconds, not a tenth of
  // one, for a line such as `w -= lr * (m / (1 - c)) / (sqrt(v / (1 - c)) + 1e-8)`.

  /// Adds s to every element, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func += (a: inout Matrix, s: Double) { a.update { Kernels.add($0, s, into: $1) } }

  /// Subtracts s from every element, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func -= (a: inout Matrix, s: Double) {
    a.update { Kernels.subtract($0, s, into: $1) }
  }

  /// Multiplies every element by s, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func *= (a: inout Matrix, s: Double) {
    a.update { Kernels.multiply($0, s, into: $1) }
  }

  /// Divides every element by s, in place.
  ///
  /// - Complexity: O(count).
  @_disfavoredOverload
  public static func /= (a: inout Matrix, s: Double) {
    a.update { Kernels.divide($0, s, into: $1) }
  }

  // MARK: In one step

  /// Adds s bᵢⱼ to every aᵢⱼ, in place and without a matrix for the product: a step of training.
  ///
  ///     weights.add(gradient, times: -learningRate)
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public mutating func add(_ b: Matrix, times s: Double) {
    update("add", with: b) { Kernels.add($0, $1, times: s, into: $2) }
  }

  /// Sets every element to one number, in place.
  ///
  /// - Complexity: O(count).
  public mutating func fill(_ value: Double) {
    update { $1.update(repeating: value) }
  }

  /// Sets every element to zero at whose place `b` isn't positive: what the gradient of `relu` does.
  ///
  ///     gradient.keep(wherePositive: inputs)
  ///
  /// Stops if the matrices differ in shape.
  ///
  /// - Complexity: O(count).
  public mutating func keep(wherePositive b: Matrix) {
    update("keep", with: b) { Kernels.keep($0, wherePositive: $1, into: $2) }
  }

  // MARK: Sign

  /// The elements with opposite sign.
  ///
  /// The result has the shape of a.
  ///
  /// - Complexity: O(count).
  public static prefix func - (a: consuming Matrix) -> Matrix { a.mapped(Kernels.negate) }
}
