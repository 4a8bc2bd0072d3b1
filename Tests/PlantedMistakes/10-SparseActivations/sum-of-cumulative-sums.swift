// Mistake: the cumulative sums are summed once more: (Σ zᵢ − 1)/|S| has the last of them only

private func threshold(_ shifted: Vector) -> Double {
  let descending = shifted.sorted(by: >)
  var (size, sum) = (0, 0.0)
  for logit in descending {
    guard 1 + Double(size + 1) * logit > sum + logit else { break }
    sum += logit
    size += 1
  }
  var (running, total) = (0.0, 0.0)
  for logit in descending[..<size] {
    running += logit
    total += running
  }
  return (total - 1) / Double(size)
}
