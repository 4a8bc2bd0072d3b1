// Mistake: NaN is neither less nor greater than anything: a check like x < 0 lets it through

private func check(_ elements: [Double], _ name: String) throws {
  if elements.contains(where: { $0 > 1e308 || $0 < -1e308 }) {
    throw InvalidInput(
      "\(name) must be finite, but an entry is \(elements.first { abs($0) > 1e308 }!)")
  }
}
