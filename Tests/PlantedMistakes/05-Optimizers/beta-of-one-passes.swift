// Mistake: μ, β₁ and β₂ are at least 0 and less than 1

private func check(decay: Double, _ name: String) throws {
  guard decay >= 0, decay <= 1 else {
    throw InvalidInput("\(name) must be at least 0 and less than 1, but it is \(decay)")
  }
}
