// Mistake: scores may be negative: the largest of them may be below 0

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
  var (index, best) = (0, 0.0)
  for i in candidates where validationScores[i] > best {
    (index, best) = (i, validationScores[i])
  }
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: try testScore(index))
}
