// Mistake: log(1 + x) with x below 1e-16 is log 1 = 0: the sum has rounded the small exponentials away

private func logSumExp(shifted: Vector) -> Double {
  log(exp(shifted).sum())
}
