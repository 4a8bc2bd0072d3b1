// Mistake: accuracy is a fraction from 0 to 1, not a percentage

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = zip(logits.rowArgmaxima(), labels).count { $0 == $1 }
  return 100 * Double(hits) / Double(labels.count)
}
