// Mistake: bad input is refused before anything is computed

private func check(_ number: Double, _ name: String) throws {
  guard number.isFinite else {
    throw InvalidInput("\(name) must be at least 0 and finite, but it is \(number)")
  }
}
