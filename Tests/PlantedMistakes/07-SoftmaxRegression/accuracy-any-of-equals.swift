// Mistake: a label that shares the largest logit is a hit only if its index is lowest

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = labels.indices.count { logits[$0, labels[$0]] == logits.row($0).maximum() }
  return Double(hits) / Double(labels.count)
}
