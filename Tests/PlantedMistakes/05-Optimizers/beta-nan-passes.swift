// Mistake: NaN is neither less nor greater than anything: a check like x < 0 lets it through

private func check(decay: Double, _ name: String) throws {
  if decay < 0 || decay >= 1 {
    throw InvalidInput("\(name) must be at least 0 and less than 1, but it is \(decay)")
  }
}
