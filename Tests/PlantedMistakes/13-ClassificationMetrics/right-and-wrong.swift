// Mistake: right and wrong are exchanged

public func confidenceQuadrants(
  probabilities: Matrix, labels: [Int]
) throws -> ConfidenceQuadrants {
  try check(probabilities: probabilities, labels)
  let predictions = probabilities.rowArgmaxima()
  let confidences = probabilities.rowMaxima()
  func samples(right: Bool, where belongs: (Double) -> Bool) -> [Int] {
    labels.indices.filter {
      (predictions[$0] == labels[$0]) == right && belongs(confidences[$0])
    }
  }
  return ConfidenceQuadrants(
    confidentRight: samples(right: false) { $0 > 0.9 },
    confidentWrong: samples(right: true) { $0 > 0.9 },
    uncertainRight: samples(right: false) { $0 < 0.6 },
    uncertainWrong: samples(right: true) { $0 < 0.6 })
}
