// Mistake: NaN gets past the check of lambda, because every comparison with NaN is false

private func check(lambda: Double) throws {
  if lambda < 0 || lambda == .infinity {
    throw InvalidInput("lambda must be a finite number, 0 or greater, but it is \(lambda)")
  }
}
