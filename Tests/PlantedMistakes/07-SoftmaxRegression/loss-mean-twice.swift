// Mistake: 1/N is applied twice

private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
  let shifted = shifted(logits)
  var others = exp(shifted)
  for (sample, largest) in shifted.rowArgmaxima().enumerated() { others[sample, largest] = 0 }
  let sums = others.rowSums()
  let losses = labels.indices.map { log1p(sums[$0]) - shifted[$0, labels[$0]] }
  return Vector(losses).mean() / Double(labels.count)
}
