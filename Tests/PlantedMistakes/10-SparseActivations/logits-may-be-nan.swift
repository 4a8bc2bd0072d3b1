// Mistake: NaN gets past the check of logits, because `<`, `>` and `==` are false for NaN

private func check(_ vector: Vector, _ name: String) throws {
  guard !vector.isEmpty else { throw InvalidInput("\(name) must have entries, but it has 0") }
  if let number = vector.first(where: { abs($0) == .infinity }) {
    throw InvalidInput("\(name) must be finite, but \(number) is in it")
  }
}
