import Testing

/// What a message is about: what the author calls it, or the last call that was answered.
func subject(_ what: String?) -> String {
  what ?? Findings.current?.subject() ?? "the value"
}

/// Adds what an expectation has seen to the test's findings, and returns whether the answer is right.
///
/// Outside the suites there is nothing to wait for: what is wrong is said at once.
func record(_ observation: Observation) -> Bool {
  if let findings = Findings.current {
    findings.add(observation)
  } else if let mismatch = observation.mismatch?([]) {
    Issue.record("\(mismatch.text)", sourceLocation: observation.sourceLocation)
  }
  return !observation.isWrong
}
