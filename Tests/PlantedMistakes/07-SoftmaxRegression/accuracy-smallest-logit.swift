// Mistake: the class with the largest logit is predicted, not the smallest

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = zip((-logits).rowArgmaxima(), labels).count { $0 == $1 }
  return Double(hits) / Double(labels.count)
}
