// Comparisons without a tolerance.

/// Compares two values; `nil` if they are equal.
func mismatch<Value: Equatable>(
  _ yours: Value, _ expected: Value, name: String, mistakes: KeyValuePairs<Value, String>
) -> Mismatch? {
  guard yours != expected else { return nil }
  let known = mistakes.filter { $0.key == yours }.map(\.value).prefix(1)
  return Mismatch(
    "\(name) is \(described(yours)), expected \(described(expected))",
    details: known.map { foreseen($0, described(yours)) }, mistakes: Array(known))
}

/// Compares two lists of integers; `nil` if they are equal.
func mismatch(
  _ yours: [Int], _ expected: [Int], name: String, mistakes: KeyValuePairs<[Int], String>
) -> Mismatch? {
  guard yours != expected else { return nil }
  let known = mistakes.filter { $0.key == yours }.map(\.value).prefix(1)
  let hints = known.map { foreseen($0, "answer") }
  guard yours.count == expected.count else {
    let shape = Layout.vector(yours.count).shape
    return Mismatch(
      "\(name) has \(shape), expected \(expected.count)", details: hints, mistakes: Array(known))
  }
  let wrong = yours.indices.filter { yours[$0] != expected[$0] }
  let shown = wrong.prefix(3).map { "[\($0)] is \(yours[$0]), expected \(expected[$0])" }
  let more = wrong.count > 3 ? ["and \(wrong.count - 3) more"] : []
  let isOrder = yours.sorted() == expected.sorted()
  let order = isOrder && known.isEmpty ? ["The numbers are right, their order is not."] : []
  return Mismatch(
    "\(name): \(wrong.count) of \(counted(yours.count, "entry is", "entries are")) wrong",
    details: shown + more + hints + order, mistakes: Array(known))
}

/// A value in a sentence; a string in quotation marks.
private func described(_ value: some Any) -> String {
  if let string = value as? String { return "\"\(string)\"" }
  return "\(value)"
}
