// Mistake: bad input is refused before anything is computed

public func cost(logits: Matrix, labels: [Int]) throws -> Double {
  try check(rowsOf: logits, "logits")
  try check(Array(labels.prefix(logits.rows)), count: logits.rows, classes: logits.columns)
  return meanCrossEntropy(logits, Array(labels.prefix(logits.rows)))
}
