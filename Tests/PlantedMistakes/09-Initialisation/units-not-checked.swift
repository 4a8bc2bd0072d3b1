// Mistake: numbers of units are at least 1: check them for every scheme

private func check(_ inputs: Int, _ outputs: Int) throws {
  guard inputs >= 0 else { throw InvalidInput("inputs must be positive, but it is \(inputs)") }
  guard outputs >= 0 else { throw InvalidInput("outputs must be positive, but it is \(outputs)") }
}
