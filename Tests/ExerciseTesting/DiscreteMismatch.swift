import Testing

// Comparisons without a tolerance.

/// What there is to see in a value, right or wrong.
func observation<Value: Equatable>(
  of yours: Value, _ expected: Value, name: String, mistakes: KeyValuePairs<Value, String>,
  at sourceLocation: SourceLocation
) -> Observation {
  // Of several choices, each wrong one may have a reason of its own; integers are met by chance.
  let kind = yours is Int ? Observation.Kind.fewValues : .choice
  let (mine, right) = (described(yours), described(expected))
  return observation(
    kind, mistakes.map { .init(sentence: $0.value, fits: $0.key == yours, answer: "\($0.key)") },
    isRight: yours == expected,
    at: sourceLocation
  ) { known in
    Mismatch(
      ConceptCheck.headline(name, is: mine, expected: right),
      details: known.map { foreseen($0, mine) },
      mistakes: known)
  }
}

/// What there is to see in a list of integers, right or wrong.
func observation(
  of yours: [Int], _ expected: [Int], name: String, mistakes: KeyValuePairs<[Int], String>,
  at sourceLocation: SourceLocation
) -> Observation {
  observation(
    .fewValues,
    mistakes.map { .init(sentence: $0.value, fits: $0.key == yours, answer: "\($0.key)") },
    isRight: yours == expected,
    at: sourceLocation
  ) { known in
    mismatch(yours, expected, name: name, known: known)
  }
}

private func observation(
  _ kind: Observation.Kind, _ predictions: [Observation.Prediction], isRight: Bool,
  at sourceLocation: SourceLocation,
  _ mismatch: @escaping @Sendable (_ known: [String]) -> Mismatch
) -> Observation {
  let fitting = predictions.filter(\.fits).map(\.sentence)
  return Observation(kind, predictions, isRight: isRight, at: sourceLocation) { ruledOut in
    mismatch(Array(fitting.filter { !ruledOut.contains($0) }.prefix(1)))
  }
}

private func mismatch(
  _ yours: [Int], _ expected: [Int], name: String, known: [String]
) -> Mismatch {
  let hints = known.map { foreseen($0, "answer") }
  guard !ConceptCheck.isRunning else {
    return Mismatch("\(name) isn't right", details: hints, mistakes: known)
  }
  guard yours.count == expected.count else {
    let shape = Layout.vector(yours.count).shape
    return Mismatch(
      "\(name) has \(shape), expected \(expected.count)", details: hints, mistakes: known)
  }
  let wrong = yours.indices.filter { yours[$0] != expected[$0] }
  let shown = wrong.prefix(3).map { "[\($0)] is \(yours[$0]), expected \(expected[$0])" }
  let more = wrong.count > 3 ? ["and \(wrong.count - 3) more"] : []
  let isOrder = yours.sorted() == expected.sorted()
  let order = isOrder && known.isEmpty ? ["The numbers are right, their order is not."] : []
  return Mismatch(
    "\(name): \(wrong.count) of \(counted(yours.count, "entry is", "entries are")) wrong",
    details: shown + more + hints + order, mistakes: known)
}

/// A value in a sentence; a string in quotation marks.
private func described(_ value: some Any) -> String {
  if let string = value as? String { return "\"\(string)\"" }
  return "\(value)"
}
