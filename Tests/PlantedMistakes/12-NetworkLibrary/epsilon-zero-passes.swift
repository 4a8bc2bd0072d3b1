// Mistake: α and λ are at least 0, μ, β₁ and β₂ at least 0 and less than 1, ε greater than 0; none is NaN

private func check(positive value: Double, _ name: String) throws {
  guard value >= 0, value.isFinite else {
    throw InvalidInput("\(name) must be greater than 0 and finite, but it is \(value)")
  }
}
