// Mistake: integers are divided, which rounds down to 0: make them Doubles first

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = zip(logits.rowArgmaxima(), labels).count { $0 == $1 }
  return Double(hits / labels.count)
}
