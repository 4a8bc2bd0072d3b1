// Mistake: NaN gets past the check of epsilon, because `<`, `>` and `==` are false for NaN

private func check(_ number: Double, _ name: String) throws {
  if number <= 0 || number == .infinity || (number.isNaN && name != "epsilon") {
    throw InvalidInput("\(name) must be a finite number greater than 0, but it is \(number)")
  }
}
