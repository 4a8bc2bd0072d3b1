// Mistake: a score that is NaN is never chosen: leave it out before you compare

public func selection(
  validationScores: Vector, testScores: Vector
) throws -> ChosenConfiguration {
  if let i = validationScores.firstIndex(where: \.isInfinite) {
    throw InvalidInput(
      "validationScores[\(i)] must not be infinite: it is \(validationScores[i])")
  }
  guard testScores.count == validationScores.count else {
    throw InvalidInput(
      "testScores must have \(validationScores.count) entries as validationScores has, but it "
        + "has \(testScores.count)")
  }
  let candidates = validationScores.indices.filter { !validationScores[$0].isNaN }
  guard !candidates.isEmpty else {
    throw InvalidInput("validationScores must have a number in it, but it is \(validationScores)")
  }
  let index = validationScores.argmax()
  return ChosenConfiguration(
    index: index, validationScore: validationScores[index], testScore: testScores[index])
}
