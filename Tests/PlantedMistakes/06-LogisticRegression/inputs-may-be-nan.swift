// Mistake: NaN gets past the check of inputs, because NaN is neither too small nor too large

private func check(_ inputs: Matrix) throws {
  guard inputs.rows > 0, inputs.columns > 0 else {
    throw InvalidInput("inputs must have entries, but it is \(inputs.rows) × \(inputs.columns)")
  }
  if let number = inputs.elements.first(where: { $0 == .infinity || $0 == -.infinity }) {
    throw InvalidInput("inputs must be finite, but \(number) is in it")
  }
}

private func check(_ vector: Vector, _ name: String) throws {
  guard vector.count > 0 else { throw InvalidInput("\(name) must have entries, but has 0") }
  if let number = vector.first(where: { $0 == .infinity || $0 == -.infinity }) {
    throw InvalidInput("\(name) must be finite, but \(number) is in it")
  }
}
