// Mistake: the sum runs over all logits, as happens without a test or with an ascending order: it has to run over the largest ones, as long as they are above the threshold

private func threshold(_ shifted: Vector) -> Double {
  var (threshold, sum) = (0.0, 0.0)
  for (index, logit) in shifted.sorted().enumerated() {
    sum += logit
    let candidate = (sum - 1) / Double(index + 1)
    guard logit > candidate else { break }
    threshold = candidate
  }
  return threshold
}
