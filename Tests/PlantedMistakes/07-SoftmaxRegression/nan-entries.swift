// Mistake: NaN is not < 0, it is not ≥ 0 either: ask for what is good, not for what is bad

private func check(_ matrix: Matrix, _ name: String) throws {
  guard matrix.count > 0 else { throw InvalidInput("\(name) must have entries: it is empty") }
  if let number = matrix.elements.first(where: { $0 > .greatestFiniteMagnitude }) {
    throw InvalidInput("\(name) must be finite, but \(number) is in it")
  }
}
