// Mistake: NaN gets past the check of lambda, because NaN is neither too small nor too large

private func check(_ number: Double, _ name: String) throws {
  if number < 0 || number == .infinity {
    throw InvalidInput("\(name) must be 0 or greater and finite, but it is \(number)")
  }
}
