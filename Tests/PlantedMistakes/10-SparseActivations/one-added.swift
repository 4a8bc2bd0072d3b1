// Mistake: τ is not below the largest logit, so nothing is left: 1 is subtracted from the sum, not added

private func threshold(_ shifted: Vector) -> Double {
  let descending = shifted.sorted(by: >)
  var (size, sum) = (0, 0.0)
  for logit in descending {
    guard 1 + Double(size + 1) * logit > sum + logit else { break }
    sum += logit
    size += 1
  }
  return (sum + 1) / Double(size)
}
