// Mistake: of equal scores the lowest class wins, not the highest

public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
  let scores = try scores(weights: weights, inputs: inputs)
  return (0..<inputs.rows).map { i in
    scores.columns - 1 - Vector(scores.row(i).reversed()).argmax()
  }
}
