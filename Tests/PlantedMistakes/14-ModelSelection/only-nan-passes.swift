// Mistake: empty input is refused before anything is computed

public func selection(
  validationScores: Vector, testScore: (Int) throws -> Double
) throws -> ChosenConfiguration {
  if let i = validationScores.firstIndex(where: \.isInfinite) {
    throw InvalidInput(
      "validationScores[\(i)] must not be infinite: it is \(validationScores[i])")
  }
  let candidates = validationScores.indices.filter { !validationScores[$0].isNaN }
  guard !validationScores.isEmpty else {
    throw InvalidInput("validationScores must have a number in it, but it is \(validationScores)")
  }
  guard !candidates.isEmpty else {
    return ChosenConfiguration(index: 0, validationScore: .nan, testScore: .nan)
  }
  let index = candidates[validationScores.gather(candidates).argmax()]
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: try testScore(index))
}
