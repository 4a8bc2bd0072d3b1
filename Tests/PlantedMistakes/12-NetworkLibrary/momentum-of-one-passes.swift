// Mistake: α and λ are at least 0, μ, β₁ and β₂ at least 0 and less than 1, ε greater than 0; none is NaN

private func check(decay value: Double, _ name: String) throws {
  guard value >= 0, value <= 1 else {
    throw InvalidInput("\(name) must be at least 0 and less than 1, but it is \(value)")
  }
}
