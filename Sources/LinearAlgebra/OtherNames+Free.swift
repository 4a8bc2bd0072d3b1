// Names without an array in front of them, as in OtherNames.swift.
//
// Their messages are their documentation: nobody can call them.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

@available(*, unavailable, message: "a.appending(rows: b)")
public func vstack(_ parts: [Matrix]) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, message: "a.appending(columns: b)")
public func hstack(_ parts: [Matrix]) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, message: "u.appending(v)")
public func concatenate(_ parts: [Vector]) -> Vector { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMax")
public func maximum(_ a: Matrix, _ b: Matrix) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMax")
public func maximum(_ a: Matrix, _ s: Double) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMax")
public func maximum(_ u: Vector, _ v: Vector) -> Vector { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMax")
public func maximum(_ v: Vector, _ s: Double) -> Vector { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMin")
public func minimum(_ a: Matrix, _ b: Matrix) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMin")
public func minimum(_ a: Matrix, _ s: Double) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMin")
public func minimum(_ u: Vector, _ v: Vector) -> Vector { stopAsUnavailable() }

@available(*, unavailable, renamed: "pointwiseMin")
public func minimum(_ v: Vector, _ s: Double) -> Vector { stopAsUnavailable() }

@available(*, unavailable, message: "a.isClose(to: b)")
public func allclose(_ a: Matrix, _ b: Matrix) -> Bool { stopAsUnavailable() }

@available(*, unavailable, message: "u.isClose(to: v)")
public func allclose(_ u: Vector, _ v: Vector) -> Bool { stopAsUnavailable() }

@available(*, unavailable, message: "a.isFinite says whether all elements are finite")
public func isfinite(_ a: Matrix) -> Bool { stopAsUnavailable() }

@available(*, unavailable, message: "v.isFinite says whether all elements are finite")
public func isfinite(_ v: Vector) -> Bool { stopAsUnavailable() }

@available(*, unavailable, message: "Vector(0..<n), or Vector(stride(from: 0, to: 1, by: 0.1))")
public func arange(_ count: Int) -> Vector { stopAsUnavailable() }

@available(*, unavailable, message: "Vector.linspace(0, 1, count: 5)")
public func linspace(_ start: Double, _ end: Double, _ count: Int) -> Vector {
  stopAsUnavailable()
}

@available(*, unavailable, message: "Matrix.identity(n)")
public func eye(_ count: Int) -> Matrix { stopAsUnavailable() }

@available(*, unavailable, message: "counts(of: labels, below: classes)")
public func bincount(_ numbers: [Int]) -> [Int] { stopAsUnavailable() }

@available(*, unavailable, message: "v.argsort()")
public func argsort(_ v: Vector) -> [Int] { stopAsUnavailable() }

@available(*, unavailable, message: "v.cumulativeSums()")
public func cumsum(_ v: Vector) -> Vector { stopAsUnavailable() }

@available(*, unavailable, message: "v.median()")
public func median(_ v: Vector) -> Double { stopAsUnavailable() }

@available(*, unavailable, message: "v.quantile(p)")
public func quantile(_ v: Vector, _ p: Double) -> Double { stopAsUnavailable() }

/// Swift has no operator for powers.
infix operator ** : MultiplicationPrecedence

@available(*, unavailable, message: "pow(x, 2)")
public func ** (x: Double, p: Double) -> Double { stopAsUnavailable() }

@available(*, unavailable, message: "pow(v, 2)")
public func ** (v: Vector, p: Double) -> Vector { stopAsUnavailable() }

@available(*, unavailable, message: "pow(a, 2)")
public func ** (a: Matrix, p: Double) -> Matrix { stopAsUnavailable() }

// MARK: Masks

extension Vector {
  @available(*, unavailable, message: "v.map { $0 > 0 ? 1.0 : 0.0 }")
  public static func > (v: Vector, s: Double) -> Vector { stopAsUnavailable() }

  @available(*, unavailable, message: "v.map { $0 < 0 ? 1.0 : 0.0 }")
  public static func < (v: Vector, s: Double) -> Vector { stopAsUnavailable() }
}

extension Matrix {
  @available(*, unavailable, message: "a.map { $0 > 0 ? 1.0 : 0.0 }")
  public static func > (a: Matrix, s: Double) -> Matrix { stopAsUnavailable() }

  @available(*, unavailable, message: "a.map { $0 < 0 ? 1.0 : 0.0 }")
  public static func < (a: Matrix, s: Double) -> Matrix { stopAsUnavailable() }
}

extension Bool {
  @available(
    *, unavailable, message: "== compares whole arrays: count by zip(a, b).count { $0 == $1 }"
  )
  public func mean() -> Double { stopAsUnavailable() }

  @available(
    *, unavailable, message: "== compares whole arrays: count by zip(a, b).count { $0 == $1 }"
  )
  public func sum() -> Int { stopAsUnavailable() }

  @available(*, unavailable, message: "== compares whole arrays already")
  public func all() -> Bool { stopAsUnavailable() }
}

extension RandomNumberGenerator {
  @available(
    *, unavailable, message: "sample(k, of: n), or Int.random(in: 0..<n, using: &generator)"
  )
  public mutating func choice(_ n: Int) -> Int { stopAsUnavailable() }
}
