// Mistake: the sum runs over all logits, as happens without a test or with an ascending order: it has to run over the largest ones, as long as they are above the threshold

private func threshold(_ shifted: Vector) -> Double {
  (shifted.sum() - 1) / Double(shifted.count)
}
