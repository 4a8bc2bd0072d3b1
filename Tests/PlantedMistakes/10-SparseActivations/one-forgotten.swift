// Mistake: the −1 is missing in τ = (Σ zᵢ − 1)/|S|: the probabilities have to sum to 1

private func threshold(_ shifted: Vector) -> Double {
  let descending = shifted.sorted(by: >)
  var (size, sum) = (0, 0.0)
  for logit in descending {
    guard 1 + Double(size + 1) * logit > sum + logit else { break }
    sum += logit
    size += 1
  }
  return sum / Double(size)
}
