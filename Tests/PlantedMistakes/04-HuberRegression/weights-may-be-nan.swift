// Mistake: NaN gets past the check of weights, because NaN is neither below nor above a limit

private func check(_ numbers: [Double], _ name: String) throws {
  guard !numbers.isEmpty else { throw InvalidInput("\(name) must have entries, but it has 0") }
  if let number = numbers.first(where: { $0 == .infinity || $0 == -.infinity }) {
    throw InvalidInput("\(name) must be finite, but \(number) is in it")
  }
}
