// Mistake: NaN is not ≤ 0, it is not > 0 either: ask for what is good, not for what is bad

private func check(temperature: Double) throws {
  if temperature <= 0 || temperature == .infinity {
    throw InvalidInput("temperature must be greater than 0, but it is \(temperature)")
  }
}
