// Mistake: 0 is accepted, where a number greater than 0 is needed

private func check(_ number: Double, _ name: String) throws {
  guard number >= 0, number.isFinite else {
    throw InvalidInput("\(name) must be a finite number greater than 0, but it is \(number)")
  }
}
