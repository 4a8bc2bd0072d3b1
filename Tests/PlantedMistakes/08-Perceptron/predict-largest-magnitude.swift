// Mistake: the highest score wins, which isn't the score of the largest magnitude

public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
  try abs(scores(weights: weights, inputs: inputs)).rowArgmaxima()
}
