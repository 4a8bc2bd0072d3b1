// Mistake: a prediction is the number of the class with the highest score, not the score itself

public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
  try scores(weights: weights, inputs: inputs).rowMaxima().map { $0 }.map { Int($0) }
}
