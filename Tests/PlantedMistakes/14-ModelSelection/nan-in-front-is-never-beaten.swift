// Mistake: a score that is NaN is never chosen: leave it out before you compare

public func selection(
  validationScores: Vector, testScore: (Int) throws -> Double
) throws -> ChosenConfiguration {
  if let i = validationScores.firstIndex(where: \.isInfinite) {
    throw InvalidInput(
      "validationScores[\(i)] must not be infinite: it is \(validationScores[i])")
  }
  let candidates = validationScores.indices.filter { !validationScores[$0].isNaN }
  guard !candidates.isEmpty else {
    throw InvalidInput("validationScores must have a number in it, but it is \(validationScores)")
  }
  var index = 0
  for i in candidates where validationScores[i] > validationScores[index] { index = i }
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: try testScore(index))
}
