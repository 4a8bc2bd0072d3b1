// Mistake: the confidence is the largest probability of the row, not that of the true class

public func confidenceQuadrants(
  probabilities: Matrix, labels: [Int]
) throws -> ConfidenceQuadrants {
  try check(probabilities: probabilities, labels)
  let predictions = probabilities.rowArgmaxima()
  let confidences = labels.indices.map { probabilities[$0, labels[$0]] }
  func samples(right: Bool, where belongs: (Double) -> Bool) -> [Int] {
    labels.indices.filter {
      (predictions[$0] == labels[$0]) == right && belongs(confidences[$0])
    }
  }
  return ConfidenceQuadrants(
    confidentRight: samples(right: true) { $0 > 0.9 },
    confidentWrong: samples(right: false) { $0 > 0.9 },
    uncertainRight: samples(right: true) { $0 < 0.6 },
    uncertainWrong: samples(right: false) { $0 < 0.6 })
}
