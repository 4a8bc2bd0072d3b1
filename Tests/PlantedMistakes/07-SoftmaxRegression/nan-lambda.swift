// Mistake: NaN is not < 0, it is not ≥ 0 either: ask for what is good, not for what is bad

private func check(_ number: Double, _ name: String) throws {
  if number < 0 || number == .infinity {
    throw InvalidInput("\(name) must be at least 0 and finite, but it is \(number)")
  }
}
