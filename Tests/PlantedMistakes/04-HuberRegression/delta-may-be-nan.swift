// Mistake: NaN gets past the check of delta, because NaN is neither below nor above a limit

private func check(delta: Double) throws {
  if delta <= 0 || delta == .infinity {
    throw InvalidInput("delta must be a finite number greater than 0, but it is \(delta)")
  }
}
