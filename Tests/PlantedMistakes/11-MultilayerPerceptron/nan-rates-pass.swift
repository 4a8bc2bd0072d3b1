// Mistake: NaN is neither less nor greater than anything: a check like x < 0 lets it through

private func check(_ number: Double, _ name: String) throws {
  if number < 0 || number == .infinity {
    throw InvalidInput("\(name) must be at least 0 and finite, but it is \(number)")
  }
}
