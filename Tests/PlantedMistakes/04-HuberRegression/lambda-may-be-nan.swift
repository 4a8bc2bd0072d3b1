// Mistake: NaN gets past the check of lambda, because NaN is neither below nor above a limit

private func check(lambda: Double) throws {
  if lambda < 0 || lambda == .infinity {
    throw InvalidInput("lambda must be a finite number, 0 or greater, but it is \(lambda)")
  }
}
