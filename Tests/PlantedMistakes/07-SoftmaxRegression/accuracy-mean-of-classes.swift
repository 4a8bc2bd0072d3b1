// Mistake: every sample counts the same, not every class

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let best = logits.rowArgmaxima()
  let shares = Set(labels).sorted().map { label in
    let samples = labels.indices.filter { labels[$0] == label }
    return Double(samples.count { best[$0] == label }) / Double(samples.count)
  }
  return Vector(shares).mean()
}
