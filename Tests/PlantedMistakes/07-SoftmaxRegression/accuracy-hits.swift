// Mistake: the number of hits is divided by the number of samples

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = zip(logits.rowArgmaxima(), labels).count { $0 == $1 }
  return Double(hits)
}
