// Mistake: among equal logits the class of lowest index counts, not the last one

private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
  let hits = labels.indices.count { sample in
    let row = logits.row(sample)
    return row.lastIndex(of: row.maximum()) == labels[sample]
  }
  return Double(hits) / Double(labels.count)
}
