// Mistake: the choice is made on the validation scores: test scores are only reported

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
  let testScores = Vector(try validationScores.indices.map(testScore))
  let index = candidates[testScores.gather(candidates).argmax()]
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: testScores[index])
}
