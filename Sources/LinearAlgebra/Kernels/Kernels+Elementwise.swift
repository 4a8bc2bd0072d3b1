// Every kernel writes one result per element. The result may be the memory of an operand, for the
// operators that work in place.

extension Kernels {
  /// A kernel on one array: reads the first buffer, writes the second.
  typealias Unary = @Sendable (Buffer, MutableBuffer) -> Void

  /// A kernel on two arrays of the same length: reads two buffers, writes the third.
  typealias Binary = @Sendable (Buffer, Buffer, MutableBuffer) -> Void

  // MARK: Two arrays

  static func add(_ x: Buffer, _ y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $0 + $1 }
  }

  static func subtract(_ x: Buffer, _ y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $0 - $1 }
  }

  static func multiply(_ x: Buffer, _ y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $0 * $1 }
  }

  static func divide(_ x: Buffer, _ y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $0 / $1 }
  }

  /// The larger one of each pair, or NaN if either is.
  static func takeLarger(_ x: Buffer, _ y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $1 > $0 || $1.isNaN ? $1 : $0 }
  }

  /// x + s y; on most processors rounded once.
  static func add(_ x: Buffer, _ y: Buffer, times s: Double, into z: MutableBuffer) {
    combine(x, y, into: z) { $0 + s * $1 }
  }

  /// x where y is positive, 0 elsewhere, also where y is NaN.
  static func keep(_ x: Buffer, wherePositive y: Buffer, into z: MutableBuffer) {
    combine(x, y, into: z) { $1 > 0 ? $0 : 0 }
  }

  // MARK: An array and a number

  static func add(_ x: Buffer, _ s: Double, into z: MutableBuffer) {
    apply(x, into: z) { $0 + s }
  }

  static func subtract(_ x: Buffer, _ s: Double, into z: MutableBuffer) {
    apply(x, into: z) { $0 - s }
  }

  static func subtract(_ s: Double, _ x: Buffer, into z: MutableBuffer) {
    apply(x, into: z) { s - $0 }
  }

  static func multiply(_ x: Buffer, _ s: Double, into z: MutableBuffer) {
    apply(x, into: z) { $0 * s }
  }

  static func divide(_ x: Buffer, _ s: Double, into z: MutableBuffer) {
    apply(x, into: z) { $0 / s }
  }

  static func divide(_ s: Double, _ x: Buffer, into z: MutableBuffer) {
    apply(x, into: z) { s / $0 }
  }

  // MARK: Functions

  static func negate(_ x: Buffer, into z: MutableBuffer) { apply(x, into: z) { -$0 } }

  static func applyAbs(_ x: Buffer, into z: MutableBuffer) { apply(x, into: z) { $0.magnitude } }

  // The scalar `relu` and `clip` live in another file, and calling them would keep these two loops
  // from being vectorised.

  static func applyRelu(_ x: Buffer, into z: MutableBuffer) {
    apply(x, into: z) { $0 <= 0 ? 0 : $0 }
  }

  static func clip(_ x: Buffer, to range: ClosedRange<Double>, into z: MutableBuffer) {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    apply(x, into: z) { $0 < lower ? lower : $0 > upper ? upper : $0 }
  }

  // MARK: Loops

  @inline(__always)
  private static func apply(
    _ x: Buffer, into z: MutableBuffer, _ body: (Double) -> Double
  ) {
    var part = 0..<countBeforeLine(z)
    repeat {
      // In place needs a loop of its own: the optimiser vectorises the other one only for memory
      // that doesn't overlap.
      if x.baseAddress == UnsafePointer(z.baseAddress) {
        for i in part { z[i] = body(z[i]) }
      } else {
        for i in part { z[i] = body(x[i]) }
      }
      part = part.upperBound..<z.count
    } while !part.isEmpty
  }

  @inline(__always)
  private static func combine(
    _ x: Buffer, _ y: Buffer, into z: MutableBuffer, _ body: (Double, Double) -> Double
  ) {
    var part = 0..<countBeforeLine(z)
    repeat {
      if x.baseAddress == UnsafePointer(z.baseAddress) {
        for i in part { z[i] = body(z[i], y[i]) }
      } else if y.baseAddress == UnsafePointer(z.baseAddress) {
        for i in part { z[i] = body(x[i], z[i]) }
      } else {
        for i in part { z[i] = body(x[i], y[i]) }
      }
      part = part.upperBound..<z.count
    } while !part.isEmpty
  }
}
