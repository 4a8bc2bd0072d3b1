// Mistake: the support is too small by one: the threshold is that of the k − 1 largest

private func threshold(_ shifted: Vector) -> Double {
  let descending = shifted.sorted(by: >)
  var (size, sum) = (0, 0.0)
  for logit in descending {
    guard 1 + Double(size + 1) * logit > sum + logit else { break }
    sum += logit
    size += 1
  }
  let smaller = max(size - 1, 1)
  return (descending[..<smaller].reduce(0, +) - 1) / Double(smaller)
}
