// Mistake: NaN gets past the check of t, because `<`, `>` and `==` are false for NaN

private func check(pair t: Double, _ b: Double) throws {
  guard abs(t) != .infinity else { throw InvalidInput("t must be finite, but it is \(t)") }
  try check(b, "b")
}
