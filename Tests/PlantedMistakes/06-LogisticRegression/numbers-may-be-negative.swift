// Mistake: a negative number is accepted

private func check(_ number: Double, _ name: String) throws {
  guard number.isFinite else {
    throw InvalidInput("\(name) must be 0 or greater and finite, but it is \(number)")
  }
}
