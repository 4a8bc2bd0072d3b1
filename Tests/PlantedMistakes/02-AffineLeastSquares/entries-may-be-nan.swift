// Mistake: NaN and infinity get past the check of the entries

private func check(_ vector: Vector, _ name: String, count: Int) throws {
  guard vector.count == count else {
    throw InvalidInput("\(name) must have \(count) entries, but it has \(vector.count)")
  }
}
