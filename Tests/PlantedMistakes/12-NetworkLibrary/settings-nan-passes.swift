// Mistake: α and λ are at least 0, μ, β₁ and β₂ at least 0 and less than 1, ε greater than 0; none is NaN

private func check(notNegative value: Double, _ name: String) throws {
  if value < 0 || value.isInfinite {
    throw InvalidInput("\(name) must be at least 0 and finite, but it is \(value)")
  }
}
