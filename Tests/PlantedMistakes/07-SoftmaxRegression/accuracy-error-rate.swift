// Mistake: this is the fraction of wrong answers, not of right ones

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = zip(logits.rowArgmaxima(), labels).count { $0 != $1 }
  return Double(hits) / Double(labels.count)
}
