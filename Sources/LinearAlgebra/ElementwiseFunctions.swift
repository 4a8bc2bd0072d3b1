// Overloads of the C library's functions, each for vectors and matrices. On a plain Double, the C
// library's own are used; see CLibrary.swift.

// MARK: Exponential and logarithm

/// eˣ of every element.
///
///     exp(Vector([0, 1]))    // [1.0, 2.71828]
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func exp(_ v: consuming Vector) -> Vector {
  v.mapped(cost: Kernels.exponentialCost, Kernels.applyExp)
}

/// eˣ of every element.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func exp(_ a: consuming Matrix) -> Matrix {
  a.mapped(cost: Kernels.exponentialCost, Kernels.applyExp)
}

/// The natural logarithm of every element: -inf at 0, NaN below.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func log(_ v: consuming Vector) -> Vector {
  v.mapped(cost: Kernels.exponentialCost, Kernels.applyLog)
}

/// The natural logarithm of every element: -inf at 0, NaN below.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func log(_ a: consuming Matrix) -> Matrix {
  a.mapped(cost: Kernels.exponentialCost, Kernels.applyLog)
}

// MARK: Square root and magnitude

/// The square root of every element, NaN below 0.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func sqrt(_ v: consuming Vector) -> Vector { v.mapped(Kernels.applySqrt) }

/// The square root of every element, NaN below 0.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func sqrt(_ a: consuming Matrix) -> Matrix { a.mapped(Kernels.applySqrt) }

/// The magnitude |x| of every element.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func abs(_ v: consuming Vector) -> Vector { v.mapped(Kernels.applyAbs) }

/// The magnitude |x| of every element.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func abs(_ a: consuming Matrix) -> Matrix { a.mapped(Kernels.applyAbs) }

// MARK: Activations

/// The hyperbolic tangent of every element, between -1 and 1.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func tanh(_ v: consuming Vector) -> Vector {
  v.mapped(cost: Kernels.exponentialCost, Kernels.applyTanh)
}

/// The hyperbolic tangent of every element, between -1 and 1.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func tanh(_ a: consuming Matrix) -> Matrix {
  a.mapped(cost: Kernels.exponentialCost, Kernels.applyTanh)
}

/// The logistic function, between 0 and 1.
///
///     σ(x) = 1 / (1 + e⁻ˣ) = eˣ / (1 + eˣ)
///
/// Uses whichever form has a negative exponent, so that nothing overflows.
///
///     sigmoid(0)        // 0.5
///     sigmoid(-1e4)     // 0.0
///
/// - Complexity: O(1).
public func sigmoid(_ x: Double) -> Double {
  let small = exp(-x.magnitude)
  return (x < 0 ? small : 1) / (1 + small)
}

/// The logistic function 1 / (1 + e⁻ˣ) of every element.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func sigmoid(_ v: consuming Vector) -> Vector {
  v.mapped(cost: Kernels.exponentialCost, Kernels.applySigmoid)
}

/// The logistic function 1 / (1 + e⁻ˣ) of every element.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func sigmoid(_ a: consuming Matrix) -> Matrix {
  a.mapped(cost: Kernels.exponentialCost, Kernels.applySigmoid)
}

/// The rectified linear unit: x if positive, otherwise 0. NaN stays NaN.
///
///     relu(-2)    // 0.0
///
/// - Complexity: O(1).
public func relu(_ x: Double) -> Double { x <= 0 ? 0 : x }

/// The rectified linear unit max(x, 0) of every element. NaN stays NaN.
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func relu(_ v: consuming Vector) -> Vector { v.mapped(Kernels.applyRelu) }

/// The rectified linear unit max(x, 0) of every element. NaN stays NaN.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func relu(_ a: consuming Matrix) -> Matrix { a.mapped(Kernels.applyRelu) }

// MARK: Clipping

/// The number in `range` that is nearest to x. NaN stays NaN.
///
///     clip(1.5, to: 0...1)    // 1.0
///
/// - Complexity: O(1).
public func clip(_ x: Double, to range: ClosedRange<Double>) -> Double {
  x < range.lowerBound ? range.lowerBound : x > range.upperBound ? range.upperBound : x
}

/// Every element moved to the nearest number in `range`. NaN stays NaN.
///
///     clip(Vector([-3, 0.5, 8]), to: 0...1)    // [0.0, 0.5, 1.0]
///
/// The result is as long as v.
///
/// - Complexity: O(count).
public func clip(_ v: consuming Vector, to range: ClosedRange<Double>) -> Vector {
  v.mapped { Kernels.clip($0, to: range, into: $1) }
}

/// Every element moved to the nearest number in `range`. NaN stays NaN.
///
/// The result has the shape of a.
///
/// - Complexity: O(count).
public func clip(_ a: consuming Matrix, to range: ClosedRange<Double>) -> Matrix {
  a.mapped { Kernels.clip($0, to: range, into: $1) }
}

// MARK: In place

/// A function for `apply`, which replaces every element x by the function of x.
public enum ElementwiseFunction: Sendable {
  case exp, log, sqrt, abs, tanh, sigmoid, relu

  fileprivate var cost: Int {
    switch self {
    case .exp, .log, .tanh, .sigmoid: Kernels.exponentialCost
    case .sqrt, .abs, .relu: Kernels.cost
    }
  }

  fileprivate var kernel: Kernels.Unary {
    switch self {
    case .exp: Kernels.applyExp
    case .log: Kernels.applyLog
    case .sqrt: Kernels.applySqrt
    case .abs: Kernels.applyAbs
    case .tanh: Kernels.applyTanh
    case .sigmoid: Kernels.applySigmoid
    case .relu: Kernels.applyRelu
    }
  }
}

extension Vector {
  /// Replaces every element x by the function of x, in the memory that it has.
  ///
  ///     v.apply(.exp)    // as v = exp(v)
  ///
  /// - Complexity: O(count).
  public mutating func apply(_ function: ElementwiseFunction) {
    update(cost: function.cost, function.kernel)
  }
}

extension Matrix {
  /// Replaces every element x by the function of x, in the memory that it has.
  ///
  ///     outputs.apply(.relu)    // as outputs = relu(outputs)
  ///
  /// - Complexity: O(count).
  public mutating func apply(_ function: ElementwiseFunction) {
    update(cost: function.cost, function.kernel)
  }
}

// MARK: Softmax

/// The softmax of every row.
///
/// For the kit only: softmax is what the exercises ask for, so an answer can't see this.
///
/// Stops if there are rows, but no columns.
///
/// - Complexity: O(count).
package func softmaxOfRows(_ a: consuming Matrix) -> Matrix {
  let columns = a.columns
  require(a.rows == 0 || columns > 0, "softmaxOfRows: \(a.shapeText) has no columns")
  return a.mapped(step: max(1, columns), cost: Kernels.exponentialCost) {
    Kernels.softmaxRows($0, columns: columns, into: $1)
  }
}
