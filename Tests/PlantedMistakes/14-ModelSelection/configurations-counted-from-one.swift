// Mistake: configurations are counted from 0

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
  return ChosenConfiguration(
    index: index + 1, validationScore: validationScores[index], testScore: try testScore(index))
}
