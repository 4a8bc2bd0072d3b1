// Mistake: NaN gets past the check of logits, because NaN is neither too small nor too large

private func check(_ vector: Vector, _ name: String) throws {
  guard vector.count > 0 else { throw InvalidInput("\(name) must have entries, but has 0") }
  if let i = vector.firstIndex(where: { $0 == .infinity || $0 == -.infinity }) {
    throw InvalidInput("\(name)[\(i)] must be finite, but it is \(vector[i])")
  }
}
