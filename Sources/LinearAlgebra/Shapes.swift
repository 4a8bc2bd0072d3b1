// The sentences that a shape mistake stops with. The optimiser drops the message of a failing
// `precondition`, but keeps that of `fatalError`; this target is always optimised.

/// Stops with `sentence` unless `condition` holds; the sentence costs nothing when it does.
@inlinable
@inline(__always)
func require(
  _ condition: Bool, _ sentence: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { stop(sentence(), file: file, line: line) }
}

/// Kept out of line, so that a check inlines to one comparison and one branch.
@usableFromInline
@inline(never)
func stop(_ sentence: String, file: StaticString, line: UInt) -> Never {
  fatalError(sentence, file: file, line: line)
}

/// What an index counts; the name appears in sentences.
@usableFromInline
@frozen
enum Axis: String {
  case element, row, column

  /// "rows 0...2", or "no rows".
  func span(_ count: Int) -> String {
    count == 0 ? "no \(rawValue)s" : "\(rawValue)s 0...\(count - 1)"
  }
}

/// Stops unless `0 <= index < count`, for example with
/// "subscript: row 5 of a matrix of 3 × 4 (rows 0...2)".
@inlinable
@inline(__always)
func requireIndex(
  _ caller: StaticString, _ axis: Axis, _ index: Int, below count: Int,
  of owner: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
  // One unsigned comparison: a negative index becomes a huge number.
  if UInt(bitPattern: index) >= UInt(bitPattern: count) {
    stopAtIndex(caller, axis, index, count, of: owner(), file: file, line: line)
  }
}

@usableFromInline
@inline(never)
func stopAtIndex(
  _ caller: StaticString, _ axis: Axis, _ index: Int, _ count: Int, of owner: String,
  file: StaticString, line: UInt
) -> Never {
  let sentence = "\(caller): \(axis.rawValue) \(index) of \(owner) (\(axis.span(count)))"
  stop(sentence, file: file, line: line)
}

/// The range that an expression such as `2...` or `..<5` means among `count` entries.
///
/// Stops if it reaches outside, for example with
/// "subscript: elements 2..<7 of a vector of 3 (elements 0...2)".
func resolve(
  _ caller: StaticString, _ axis: Axis, _ expression: some RangeExpression<Int>,
  among count: Int, of owner: @autoclosure () -> String
) -> Range<Int> {
  // Resolved against all integers first: against `0..<count`, a bad `5...` would trap silently.
  let wide = expression.relative(to: Int.min..<Int.max)
  let lower = wide.lowerBound == .min ? 0 : wide.lowerBound
  let upper = wide.upperBound == .max ? count : wide.upperBound
  require(
    0 <= lower && lower <= upper && upper <= count,
    "\(caller): \(axis.rawValue)s \(lower)..<\(upper) of \(owner()) (\(axis.span(count)))")
  return lower..<upper
}

/// `rows * columns`; stops if the shape is negative or the product overflows.
func elementCount(rows: Int, columns: Int) -> Int {
  require(rows >= 0 && columns >= 0, "Matrix: the shape \(rows) × \(columns) is negative")
  let (count, overflows) = rows.multipliedReportingOverflow(by: columns)
  require(!overflows, "Matrix: the shape \(rows) × \(columns) is too large")
  return count
}
