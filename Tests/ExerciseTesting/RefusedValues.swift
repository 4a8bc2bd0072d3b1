import Testing

/// Expects that each of several bad values of an argument is refused, as one is by `expectInvalidInput`.
///
///     try expectInvalidInput(naming: "delta", for: [0, -1, .infinity, .nan]) {
///       try huber.loss(residual: 3, delta: $0)
///     }
///
/// The sentence of the error has to contain the value too, if it is a number.
///
/// - Parameters:
///   - argument: The name of the argument that is bad.
///   - other: Another argument that may be named instead, where two don't fit each other.
///   - values: The bad values, NaN last of all.
///   - mistake: The mistake that is known to let such values pass.
///   - nanMistake: The mistake that lets NaN pass where all others are refused.
///   - body: Calls the student's function with a value.
/// - Returns: Whether all are refused as they should be.
@discardableResult
public func expectInvalidInput<Value, Answer>(
  naming argument: String, or other: String? = nil, for values: [Value], mistake: String? = nil,
  ifOnlyNaN nanMistake: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (Value) throws -> Answer
) throws -> Bool {
  var areRefused = true
  for value in values {
    let isNaN = (value as? Double)?.isNaN ?? false
    let isRefused = try expectInvalidInput(
      naming: argument, or: other, value: value is any Numeric ? "\(value)" : nil,
      mistake: isNaN && areRefused ? nanMistake ?? mistake : mistake, sourceLocation: sourceLocation
    ) { try body(value) }
    areRefused = areRefused && isRefused
  }
  return areRefused
}
