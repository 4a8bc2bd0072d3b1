// Mistake: the class with the highest score wins, not with the lowest

public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
  try (-scores(weights: weights, inputs: inputs)).rowArgmaxima()
}
