// Mistake: an infinite number is accepted

private func check(_ number: Double, _ name: String) throws {
  guard number > 0 else {
    throw InvalidInput("\(name) must be a finite number greater than 0, but it is \(number)")
  }
}
