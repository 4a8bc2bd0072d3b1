/// How far an answer may be from the expected value.
///
/// Of a vector or a matrix, every entry may be off by the same amount,
///
///     limit = max(relative · the largest expected magnitude, absolute)
///
/// so an entry that is small beside the others is not held to digits that a sum in another order
/// would lose. NaN is never right; an infinity is right where the same infinity is expected.
public struct Tolerance: Sendable, Hashable {
  /// The fraction of the largest expected magnitude by which an entry may be off.
  public let relative: Double

  /// The amount by which an entry may be off even where zero is expected.
  public let absolute: Double

  /// 1e-9 of the largest expected magnitude, and never less than 1e-12.
  ///
  /// The floor is for expected values that are zero or have cancelled. Where all expected values
  /// are far below 1e-3, use `.relative(1e-9)`, which has no floor.
  public static let standard = Tolerance(relative: 1e-9, absolute: 1e-12)

  /// Nothing but the expected value is right.
  public static let exact = Tolerance(relative: 0, absolute: 0)

  /// A part of the largest expected magnitude, without a floor.
  public static func relative(_ part: Double) -> Tolerance {
    Tolerance(relative: part, absolute: 0)
  }

  /// The same amount whatever is expected.
  public static func absolute(_ amount: Double) -> Tolerance {
    Tolerance(relative: 0, absolute: amount)
  }

  /// The amount by which each entry may be off.
  func limit(for expected: [Double]) -> Double {
    var largest = 0.0
    for value in expected where value.isFinite && value.magnitude > largest {
      largest = value.magnitude
    }
    return max(relative * largest, absolute)
  }
}

/// Whether there are as many entries as expected, and each is within the tolerance.
func isRight(_ yours: [Double], _ expected: [Double], _ tolerance: Tolerance) -> Bool {
  guard yours.count == expected.count else { return false }
  let limit = tolerance.limit(for: expected)
  // A plain loop: a debug build takes ten times as long for a closure's call.
  var index = 0
  while index < yours.count {
    guard isClose(yours[index], expected[index], limit: limit) else { return false }
    index += 1
  }
  return true
}

/// Whether `actual` is within `limit` of `expected`.
func isClose(_ actual: Double, _ expected: Double, limit: Double) -> Bool {
  // The first clause is for infinities, whose difference is NaN.
  actual == expected || (actual - expected).magnitude <= limit
}
