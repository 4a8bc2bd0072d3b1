// Mistake: the test data are used once: keep what they have said, and do not ask again

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
  let index = candidates[validationScores.gather(candidates).argmax()]
  guard try testScore(index).isFinite else {
    throw InvalidInput("the test score of configuration \(index) must be finite")
  }
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: try testScore(index))
}
